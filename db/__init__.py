"""The encrypted store, and the hub's. No Qt."""
