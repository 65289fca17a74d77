"""Windows that open over the window."""
