"""Measures of the work: harm and cost before and after, from rows anyone can check."""
