"""Selection for a cohort: the matrix that scores, and what it says. People decide."""
