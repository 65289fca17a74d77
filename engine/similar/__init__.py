"""Find similar: a persistent index of embeddings that answers from the disk."""
