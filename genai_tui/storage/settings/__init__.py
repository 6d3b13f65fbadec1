"""What the reader has set: one table of settings, and the one file that says what differs from their defaults."""
