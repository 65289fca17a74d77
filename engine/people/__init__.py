"""Who is who: from embeddings and the user's words to people. Arrays in, arrays out."""
