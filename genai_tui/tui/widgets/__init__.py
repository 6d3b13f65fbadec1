"""The widgets, one file for each; none knows the app, a screen, or a widget that it does not contain."""
