# Every target sets up what it needs: a plain Python 3.11+ with venv is enough, packages come from the lock.
# PYTHON=… chooses the interpreter, DOSE=soak the long form of the tests, PYTEST_ARGS=… narrows them.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
LOCK := locks/all.txt
ROOMS := $(wildcard agents experiments front model viz wargame)
DOSE ?= small
PYTEST_ARGS ?=

# Modules that are never compiled to bytecode load four times slower.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH

.DEFAULT_GOAL := help
.PHONY: help setup run test soak check browser dashboard wargame benchmark docs figure screenshot format links lock clean findings

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

setup: $(STAMP) ## make the environment in .venv

$(STAMP): $(LOCK) pyproject.toml
	@test -n "$(PYTHON)" || { echo "Stackcraft needs Python 3.11 or later, and none was found: install one, or name it with make PYTHON=/path/to/python"; exit 2; }
	@echo "Setting up the environment in $(VENV) (a minute or two, once)"
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) \
		|| { echo "No virtual environment could be made: on Debian and Ubuntu, apt install python3-venv; then run make again"; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q $(ROOMS)
	@touch $@

run: $(STAMP) ## run the history scenario and print the result
	$(BIN)/stackcraft run history

test: $(STAMP) browser ## every kind of test at a small dose
	@$(BIN)/stackcraft run --months 1 --decisions 0 >/dev/null # compile the rules once, not once in each worker
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile --dose=$(DOSE) $(PYTEST_ARGS)

soak: DOSE := soak
soak: test ## the same tests with the full counts, other Pythons, then faults planted in rules
	$(BIN)/python tests/pythons/compare.py
	$(BIN)/python tests/mutation/survey.py

check: $(STAMP) ## format, lint, types, import contracts
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	PYTHONPATH=typings $(BIN)/lint-imports

browser:
	@bash .ci/browser

dashboard: $(STAMP) ## open the dashboard
	$(BIN)/stackcraft dashboard

wargame: $(STAMP) ## serve a new game to a class: addresses, codes and a QR code are printed
	$(BIN)/stackcraft wargame serve

benchmark: $(STAMP) ## measure speed
	$(BIN)/stackcraft benchmark

docs: $(STAMP) ## write the reference pages in docs/
	$(BIN)/python -m stackcraft.reference docs

findings: $(STAMP) browser ## judge theses and published figures anew where their pages in docs/ are stale (minutes)
	$(BIN)/python -m stackcraft.findings docs

figure: $(STAMP) browser ## draw the figures of the readme
	$(BIN)/python -m stackcraft.figure docs/history.png
	PYTHONPATH=tests $(BIN)/python -m support.facilitator_picture docs/facilitator.png

screenshot: $(STAMP) browser ## take the readme's picture of the dashboard
	PYTHONPATH=tests $(BIN)/python -m support.screenshot docs/dashboard.png

format: $(STAMP) ## format and fix what can be fixed
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

links: ## renew typings/, what type checker and import-linter see
	@bash .ci/links

lock: $(STAMP) ## renew the lock from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --output-file $(LOCK) pyproject.toml

clean: ## remove the environment and everything made
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
