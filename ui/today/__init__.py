"""What is overdue, due, disputed or unfinished."""
