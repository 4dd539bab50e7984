"""Everybody on this laptop: the list, new people, import."""
