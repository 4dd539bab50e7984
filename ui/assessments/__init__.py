"""An assessment being made, and one read."""
