"""What the user may choose: one small page for each matter; every change holds at once."""
