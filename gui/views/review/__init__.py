"""The review: one question at a time."""
