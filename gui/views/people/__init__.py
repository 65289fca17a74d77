"""The rooms of people, of one person, and of single faces."""
