"""The window: PySide6 widgets over `engine.library`."""
