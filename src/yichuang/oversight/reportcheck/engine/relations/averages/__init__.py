"""Averages, and products of so much for each."""
