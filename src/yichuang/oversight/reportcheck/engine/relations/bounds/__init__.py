"""What can't be more, less or otherwise than something else is."""
