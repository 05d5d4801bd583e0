"""The report check by itself: its page on this machine, without a database and without signing in."""
