# Everything a contributor does, in one place. `make help` lists it.
# Stamp files in .venv make a second call fast: a step runs again only when its inputs changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
# the files are complete, so nothing is resolved: pip would prefer a newer `name[extra]` than was pinned, and refuse it
INSTALL := $(BIN)/python -m pip install --quiet --no-deps --require-hashes
TESTS ?= tests
WORKERS ?= 2
# checks read the settings, which keep a key in the data folder; not in the person's own
STATE := WAARBORG_HOME=$(CURDIR)/$(VENV)/state

WEB := src/waarborg/interfaces/web
BUILT := $(WEB)/static/built
ASSET_SOURCES := $(shell find assets -path assets/node_modules -prune -o -type f -print 2>/dev/null) \
  $(shell find src/waarborg -path '*/static/built' -prune -o \( -name '*.html' -o -name '*.js' -o -name '*.svg' \) -print)
MESSAGES := $(wildcard src/waarborg/locale/*/en/LC_MESSAGES/django.po)

.PHONY: help demo serve test lint format types bench screenshots docs lock messages assets clean

help: ## List what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo: $(STAMPS)/base $(STAMPS)/assets $(STAMPS)/messages ## Everything up, with a municipality and the BIO loaded
	@exec $(BIN)/waarborg demo

serve: $(STAMPS)/base $(STAMPS)/assets $(STAMPS)/messages ## The application on your own data
	@exec $(BIN)/waarborg serve

test: lint $(STAMPS)/assets $(STAMPS)/messages $(STAMPS)/chromium ## Everything CI runs: lint and all tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --durations 25 $(TESTS)

lint: types ## Style, types, layers, spelling, licences, known weaknesses
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(STATE) $(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/reuse lint --quiet
	$(BIN)/python tools/advisories.py check

types: $(STAMPS)/dev ## Types only
	$(STATE) $(BIN)/mypy

format: $(STAMPS)/dev ## Rewrite the code in our style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/messages ## Measure the budgets, print a table with medians
	$(BIN)/python -m bench

screenshots: $(STAMPS)/dev $(STAMPS)/assets $(STAMPS)/messages $(STAMPS)/chromium ## Pictures of the pages, in screenshots/
	$(BIN)/python -m tools.screenshots

docs: $(STAMPS)/dev ## The documentation site, in site/
	$(STATE) $(BIN)/python -m tools.pages
	$(BIN)/mkdocs build --strict

lock: $(STAMPS)/dev ## Pin dependencies anew, with hashes, and ask what is known of them; UPGRADE=1 takes newer ones
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

messages: $(STAMPS)/base ## Compile the English words, and list what has none
	$(BIN)/python -m tools.messages compile
	$(STATE) $(BIN)/python -m tools.messages check

assets: $(STAMPS)/assets ## Build style sheets and scripts

clean: ## Remove everything that make made, not your data
	rm -rf $(VENV) $(BUILT) assets/node_modules site screenshots .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find src tests tools bench -name __pycache__ -prune -exec rm -rf {} +
	find src/waarborg/locale -name '*.mo' -delete

$(STAMPS)/venv:
	@python=$$(tools/python.sh) && { "$$python" -m venv $(VENV) || { \
	  echo "Python cannot make an environment. On Debian: sudo apt-get install python3-venv" >&2; exit 1; }; }
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/base: requirements/base.txt requirements/build.txt pyproject.toml | $(STAMPS)/venv
	$(INSTALL) -r requirements/base.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/base
	$(INSTALL) -r requirements/dev.txt
	$(BIN)/python -m pip check
	@touch $@

$(STAMPS)/packages: assets/package.json assets/package-lock.json | $(STAMPS)/base
	$(BIN)/python tools/node.py npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(STAMPS)/assets: $(STAMPS)/packages $(ASSET_SOURCES)
	$(BIN)/python tools/node.py node build.mjs
	@touch $@

$(STAMPS)/messages: $(MESSAGES) tools/messages.py | $(STAMPS)/base
	$(BIN)/python -m tools.messages compile
	@touch $@

$(STAMPS)/chromium: tools/chromium.py | $(STAMPS)/dev
	$(BIN)/python tools/chromium.py
	@touch $@
