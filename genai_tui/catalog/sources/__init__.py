"""Catalogs that others keep, one file a format: a foreign file to a Catalog and a report."""
