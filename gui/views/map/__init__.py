"""The map of faces."""
