# `make run` and `make test` do everything on a fresh machine; the rest are their parts.
.PHONY: run
run:
	@echo "see README"
