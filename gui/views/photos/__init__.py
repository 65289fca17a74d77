"""The rooms of photos: all, a folder's, and the files that could not be read."""
