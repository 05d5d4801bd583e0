"""Live pages: one process hears of every committed act and tells the pages that stand open (docs/decisions/0026)."""
