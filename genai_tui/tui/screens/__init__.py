"""The screens: one file for each, and base classes for what they have in common."""
