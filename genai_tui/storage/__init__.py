"""How a catalog comes in and goes out: files, foreign formats, overlays, the cache. It imports the records and nothing else."""
