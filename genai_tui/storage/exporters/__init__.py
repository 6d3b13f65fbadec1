"""Catalogs in the forms that other programs read, one file a format."""
