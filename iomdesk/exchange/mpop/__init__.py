"""The JSON answers of HMPPS Manage people on probation, by URL path."""
