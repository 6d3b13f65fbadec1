"""How a model is found: matching names, the query language, the index."""
