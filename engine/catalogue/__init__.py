"""The catalogue of a library: an SQLite file, its one writer, and small functions over a connection."""
