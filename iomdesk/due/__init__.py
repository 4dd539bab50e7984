"""What is due on whom, worked out from all records."""
