"""The screen about one person."""
