"""Stocks: what there was, with what came and without what went, is what there is."""
