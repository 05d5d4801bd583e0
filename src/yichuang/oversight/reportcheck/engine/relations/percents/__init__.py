"""Shares of one whole make a hundred per cent."""
