"""One document of blocks, and the writers that make PDF and Word of it."""
