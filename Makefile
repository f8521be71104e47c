# The commands of the house; .ci/run calls the same ones. Windows and macOS: see README.md.
# `make run` and `make test` install what they need, once, into .venv/.

PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check storm bench screenshots pins clean

help: ## say what each command does
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

setup: .venv/ready ## make .venv/ with everything in it

.venv/libraries: requirements/dev.txt packaging/system_libraries.sh
	@sh packaging/system_libraries.sh drawing $(PYTHON)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/ready: .venv/libraries pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: .venv/ready ## open the window; with no display, play the practice story into practice/
	@sh packaging/run.sh

.venv/servers/ready: .venv/libraries packaging/test_servers.sh tests/servers/package-lock.json
	@sh packaging/test_servers.sh $(abspath .venv/servers)
	@touch $@

test: check .venv/servers/ready ## everything that must hold: check, then every test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/ready ## lint, format, types, import rules, spelling
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell

storm: .venv/ready .venv/servers/ready ## 200 kills, 200 locks and 200 damages at random moments and places
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m storm

bench: .venv/ready ## how fast, each figure beside its reference
	@for bench in benchmarks/[a-z]*.py; do echo "== $$bench"; $(BIN)/python $$bench || exit 1; done

screenshots: .venv/ready ## pictures of every screen, into docs/images/
	QT_QPA_PLATFORM=offscreen $(BIN)/golden-thread screenshots docs/images

PINS := $(BIN)/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links \
	--strip-extras --no-header --no-annotate

pins: ## write requirements/ anew from pyproject.toml (needs pip-tools in .venv/)
	$(PINS) -o requirements/run.txt pyproject.toml
	$(PINS) --extra places -o requirements/places.txt pyproject.toml
	$(PINS) --extra dev --extra places -o requirements/dev.txt pyproject.toml

clean: ## remove what was made, except .venv/
	rm -rf build dist practice .coverage htmlcov storm-*
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name .venv -prune -o -name __pycache__ -type d -exec rm -rf {} +
