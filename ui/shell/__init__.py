"""The frame of the open desk: navigation, status, search, keys."""
