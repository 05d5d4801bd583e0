"""Scores, full marks, weights and ranks."""
