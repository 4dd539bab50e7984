"""A person under management."""
