"""What the officer sees. No SQL."""
