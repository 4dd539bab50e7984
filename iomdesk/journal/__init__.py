"""Change, patch, history, conflict."""
