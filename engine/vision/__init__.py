"""Seeing: from an upright picture to faces and their embeddings. Importing a module here imports torch."""
