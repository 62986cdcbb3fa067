# `make` alone lists what there is. Every target sets up .venv by itself when it has to.

.DEFAULT_GOAL := help
.PHONY: help demo run test check bench format messages install lock clean

VENV := .venv
BIN := $(VENV)/bin
# For the command behind a target, as in: make test ARGS="-k debrief"
ARGS ?=
# Without a choice of yours, the first of the usual names that fits: 3.11 is the oldest that Rapport knows, and for 3.15
# not every dependency is ready yet.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11 python

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.ready-to-run ## try Rapport in a browser: no account, no token
	@$(BIN)/python -m bot demo $(ARGS)

run: $(VENV)/.ready-to-run ## run the bot on Discord; it reads .env (see .env.example)
	@$(BIN)/python -m bot run $(ARGS)

test: install ## run the tests
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: install ## lint, format, types, and who may import what
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/pyright
	@$(BIN)/lint-imports --no-logo

bench: install ## measure how fast things are
	@if [ -d bench ]; then $(BIN)/python -m bench $(ARGS); else echo "There is nothing to measure yet."; fi

format: install ## put the code into its usual shape
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

messages: install ## gather what people read, bring the translations up to date, and compile them
	@$(BIN)/pybabel --quiet extract -F pyproject.toml --header-comment="# What people read in Rapport." --project=rapport --copyright-holder="The Rapport authors" \
		--sort-by-file --add-location=file --no-wrap -o bot/locale/rapport.pot bot
	@$(BIN)/pybabel --quiet update --ignore-pot-creation-date --no-fuzzy-matching --ignore-obsolete --no-wrap \
		-D rapport -i bot/locale/rapport.pot -d bot/locale
	@$(BIN)/pybabel --quiet compile -D rapport -d bot/locale

install: $(VENV)/.ready-to-develop ## set up .venv for work on the code

# Two sets, because the first command of a newcomer should not wait for a type checker and a browser driver:
# what demo and run need is a third of the size of the whole. All locks agree on every version, so one .venv serves both.
$(VENV)/.ready-to-run: requirements-demo.lock | $(BIN)/python
	@echo "Installing what Rapport needs into $(VENV) (once; well under a minute on most lines) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-demo.lock
	@touch $@

$(VENV)/.ready-to-develop: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what work on Rapport needs into $(VENV) (once; about a minute on most lines) ..."
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.ready-to-run $@

$(BIN)/python:
	@for python in $(PYTHON); do \
		"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null || continue; \
		"$$python" -m venv $(VENV) && exit 0; \
		rm -rf $(VENV); \
		echo "$$python could not make a virtual environment (on Debian and Ubuntu: apt install python3-venv)." >&2; \
		exit 1; \
	done; \
	echo "Rapport needs Python 3.11, 3.12, 3.13 or 3.14, and none of these is it: $(PYTHON)." >&2; \
	echo "If you have one under another name, say so: make PYTHON=/path/to/python ..." >&2; \
	exit 1

# Keeps the versions that are there; `make lock ARGS=--upgrade` takes the newest that pyproject.toml allows.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: ## pin every dependency again (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	$(LOCK) $(ARGS) --extra demo --extra dev --extra postgres pyproject.toml -o requirements-dev.lock
	$(LOCK) $(ARGS) --extra demo --extra postgres -c requirements-dev.lock pyproject.toml -o requirements-demo.lock
	$(LOCK) $(ARGS) --extra postgres -c requirements-dev.lock pyproject.toml -o requirements.lock

clean: ## remove .venv and caches; leaves databases and .env alone
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
