"""Control and change: what will be done, by whom, by when."""
