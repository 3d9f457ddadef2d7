# Everything a person needs: `make run` to see Convene at work, `make test` to trust it.
PYTHON ?= python3.11
PORT ?= 8000
BIN := .venv/bin
WORKERS ?= 4 # on two cores: many tests wait for a process or a browser
SUITE := $(BIN)/pytest -n $(strip $(WORKERS)) --dist worksteal
export CONVENE_DATA ?= $(abspath ../shared/data)
unexport PYTHONDONTWRITEBYTECODE # the workers would compile every test anew

.DEFAULT_GOAL := help
.PHONY: help setup run test test-browser test-postgres test-slow check bench bench-big bench-search bench-opinion bench-dialogues css lock screenshots words clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/.runtime: .venv/pyvenv.cfg requirements/runtime.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.all: .venv/.runtime requirements/all.txt
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements/all.txt
	@touch $@

setup: .venv/.runtime ## Make .venv with what Convene needs to run

run: .venv/.runtime ## Show the platform with demo content (PORT=8123 to choose)
	@DEVELOPMENT=1 exec $(BIN)/convene run --demo --port $(PORT)

test: .venv/.all ## The whole suite on SQLite; browser tests too where Chromium is
	$(SUITE) -m "not slow"

test-browser: .venv/.all ## Only what drives a real browser
	$(SUITE) -m browser

test-postgres: .venv/.all ## What depends on the database, on PostgreSQL: DATABASE_URL=postgres://user@host/name
	@test -n "$(DATABASE_URL)" || { echo "Say where: make test-postgres DATABASE_URL=postgres://user@host/name"; exit 2; }
	$(SUITE) -m "not slow and not browser" --database-only tests convene/config convene/core convene/entry convene/features convene/lib/database

test-slow: .venv/.all ## What takes minutes
	$(BIN)/pytest -m slow

check: .venv/.all ## Lint, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/mypy convene
	$(BIN)/lint-imports

check-frontend: ## The committed bundles rebuild to the same bytes (needs Node 20)
	cd frontend && npm ci --silent && npm run --silent check && npm test --silent

audit: .venv/.all ## Known vulnerabilities, and licences that do not fit
	$(BIN)/pip-audit --requirement requirements/runtime.txt --require-hashes --disable-pip
	$(BIN)/python requirements/licences.py

bench: .venv/.all ## What a page costs, beside the ruler of the same run
	$(BIN)/python -m benchmarks

bench-big: .venv/.all ## The same pages with ten thousand, a hundred thousand and a million posts
	$(BIN)/python -m benchmarks.sizes

bench-search: .venv/.all ## Whether what is known to be there is found, and what a search costs among a hundred thousand posts
	$(BIN)/python -m benchmarks.retrieval
	$(BIN)/python -m benchmarks.finding

bench-opinion: .venv/.all ## What opinion groups cost, beside red-dwarf in the same run
	$(BIN)/python -m benchmarks.opinion

bench-dialogues: .venv/.all ## Votes a second, and what a vote costs with the page that follows
	$(BIN)/python -m benchmarks.votes

css: .venv/.runtime ## Put the one stylesheet together from its parts
	$(BIN)/python -m convene.lib.ui.stylesheet

screenshots: .venv/.all ## Draw docs/screenshots anew
	$(BIN)/python -m docs.screenshots

words: .venv/.all ## Gather the words on screen for translators, and compile each language
	$(BIN)/python -m docs.words

lock: ## Resolve the dependencies anew and export them with hashes
	$(BIN)/python -m pip install --quiet uv
	sh requirements/lock.sh

clean: ## Take away everything that was made here, the demo's data too
	rm -rf .venv data build static results frontend/node_modules .mypy_cache .ruff_cache
