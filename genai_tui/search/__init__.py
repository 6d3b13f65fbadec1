"""How a model is found: the query language, matching of names, the index."""
