"""One figure told in two places."""
