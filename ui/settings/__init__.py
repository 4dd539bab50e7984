"""What the force has set and what the officer may choose."""
