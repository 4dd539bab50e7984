"""A kind of record that no program ships: what a new kind costs, in full."""
