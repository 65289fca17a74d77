"""Grids of tiles, plain and in sections, which cost what is on the screen and no more."""
