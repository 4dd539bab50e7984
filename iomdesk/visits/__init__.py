"""A home or other visit."""
