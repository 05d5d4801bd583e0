"""Persons and enterprises that the centre serves."""
