"""Seeing: from an upright picture to faces and their embeddings. `registry`, `source` and `choice` do without torch."""
