"""The pane of what looks alike."""
