"""What runs, what waits and what has ended."""
