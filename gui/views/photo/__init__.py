"""The viewer of one photo, and the boxes on it."""
