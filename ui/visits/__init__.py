"""A visit being recorded, and a visit read."""
