"""What is known: records, loading, checking. No screen, no search, no graph in sight."""
