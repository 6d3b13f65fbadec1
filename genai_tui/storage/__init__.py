"""How a catalog comes in and goes out: files, foreign formats, overlays, cache. Of the rooms it imports catalog alone."""
