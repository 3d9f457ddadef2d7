# Everything a person needs: `make run` to see Convene at work, `make test` to trust it.
PYTHON ?= python3.11
PORT ?= 8000
BIN := .venv/bin
export CONVENE_DATA ?= $(abspath ../shared/data)

.DEFAULT_GOAL := help
.PHONY: help setup run test test-browser test-postgres test-slow check bench css lock screenshots clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.venv/pyvenv.cfg:
	$(PYTHON) -m venv .venv

.venv/.runtime: .venv/pyvenv.cfg requirements/runtime.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.all: .venv/.runtime requirements/all.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/all.txt
	@touch $@

setup: .venv/.runtime ## Make .venv with what Convene needs to run

run: .venv/.runtime ## Show the platform with demo content (PORT=8123 to choose)
	@exec $(BIN)/convene run --demo --port $(PORT)

test: .venv/.all ## The whole suite on SQLite
	$(BIN)/pytest -n 2 -m "not slow"

css: .venv/.runtime ## Put the stylesheet together from convene/lib/ui/css
	$(BIN)/python -m convene.lib.ui.stylesheet

lock: ## Resolve the dependencies anew and export them with hashes
	$(BIN)/python -m pip install --quiet uv
	sh requirements/lock.sh
