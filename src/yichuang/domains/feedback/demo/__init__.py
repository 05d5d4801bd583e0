"""The demonstration's evaluations: who gives which, and what becomes of the bad ones."""
