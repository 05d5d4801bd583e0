"""How sure what a rule accuses is, and which of its numbers is likelier wrong."""
