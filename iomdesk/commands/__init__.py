"""What can be typed: a thin layer over the same actions as the window."""
