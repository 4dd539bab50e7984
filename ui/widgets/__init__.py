"""Widgets that more than one screen uses; all take their colours from the palette."""
