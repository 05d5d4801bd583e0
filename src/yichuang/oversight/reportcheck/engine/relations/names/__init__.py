"""A count against the names or points listed with it."""
