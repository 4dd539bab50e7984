"""A plan being written, agreed and read."""
