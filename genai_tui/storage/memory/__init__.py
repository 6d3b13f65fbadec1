"""What the reader keeps between sessions: stars, notes, views, places and queries, in plain files that merge."""
