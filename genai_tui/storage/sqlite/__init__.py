"""Catalogs as files of SQLite: written whole, opened to be read alone."""
