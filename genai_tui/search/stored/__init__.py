"""The search of a catalog that stays in a database: each clause is a question to it, and ranking is that of memory."""
