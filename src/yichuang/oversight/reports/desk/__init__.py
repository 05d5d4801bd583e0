"""Pages of figures and reports for staff."""
