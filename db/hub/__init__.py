"""The hub's store: one SQLCipher file, or PostgreSQL."""
