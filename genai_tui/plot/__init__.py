"""Plots as values: scales with round ticks, points in cells, and the cursor that walks over them. No catalog, no screen."""
