"""Everything that Kith does without a window: no module here imports Qt."""
