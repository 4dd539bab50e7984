"""The desk's half of sync."""
