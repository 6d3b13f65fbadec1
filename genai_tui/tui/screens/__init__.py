"""One file a screen; a screen owns the state and introduces its widgets to each other."""
