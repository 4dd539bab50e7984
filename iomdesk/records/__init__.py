"""What every record is made of: ids, its stored form, and its schema."""
