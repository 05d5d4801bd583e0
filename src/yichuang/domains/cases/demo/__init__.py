"""The cases of the demonstration year: what comes in, what becomes of it, told as acts in the order of time."""
