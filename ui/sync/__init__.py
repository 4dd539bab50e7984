"""The truth about sync, and what people must settle."""
