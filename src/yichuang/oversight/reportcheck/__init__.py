"""The report check: which figures in a finished report contradict each other. Works without a database or network."""
