"""What staff see of evaluations: lists without persons, and the bad ones with what is owed for them."""
