"""Pages of supervision: the board, cards, urging, rules."""
