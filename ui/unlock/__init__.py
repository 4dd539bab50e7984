"""The way in: unlock, recover, the first run."""
