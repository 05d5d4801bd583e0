"""Units of other sizes, and numbers that lack or have a 万 too much."""
