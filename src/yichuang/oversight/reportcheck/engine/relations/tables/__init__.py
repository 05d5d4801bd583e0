"""What a table says of itself, and what the text says of a table."""
