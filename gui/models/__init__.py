"""Lists of the library's things as Qt models."""
