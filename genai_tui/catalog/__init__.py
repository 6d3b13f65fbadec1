"""What is known: records, their attributes and sources. No files, no search, no screen."""
