"""Pages of the staff: intake, work list, case, acts, papers, delivery, search."""
