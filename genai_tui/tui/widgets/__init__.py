"""One file a widget; no widget has heard of another, or of the app."""
