"""Force rules: every setting as a registered row, and whose value is in force."""
