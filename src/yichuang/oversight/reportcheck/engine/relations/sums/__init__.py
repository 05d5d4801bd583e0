"""Sums: the parts that a text gives of a total make that total."""
