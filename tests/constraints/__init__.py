"""Versions that the continuous integration runs on, the newest and the lowest, and what writes their files."""
