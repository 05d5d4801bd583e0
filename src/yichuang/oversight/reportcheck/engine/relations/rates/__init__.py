"""Rates: a percentage is its part of its base."""
