"""Everything that knows Textual: the app, its screens and its widgets."""
