"""Pages of the centre manager: offices, people, opening days."""
