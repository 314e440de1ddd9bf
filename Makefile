# Needs Python 3.11 or newer and make. Another Python: make clean, then make PYTHON=python3.13 test
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python

# Pinned versions, for what is installed and for what builds it; relative, so the folder's name may have spaces.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
PIP_INSTALL := $(PY) -m pip install --quiet --no-warn-script-location --editable

FORM := surveys/forebygga-brottslighet-2025.yaml
ANSWERS := examples/forebygga-brottslighet-2025.answers.json

.DEFAULT_GOAL := help
.PHONY: demo examples test test-slow bench bench-web docs lint types clean help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/cli.stamp ## check a real form and show it with example answers
	$(VENV)/bin/survey-engine check $(FORM)
	$(VENV)/bin/survey-engine show $(FORM) --answers $(ANSWERS)

examples: $(VENV)/examples.stamp ## what the programs in examples/ need
	@echo "now run, for instance: $(VENV)/bin/python examples/notebook.py"

test: lint types ## lint, types and the fast tests
	$(PY) -m pytest -n auto --maxprocesses 4

test-slow: $(VENV)/dev.stamp ## the long sweeps
	$(PY) -m pytest -n auto --maxprocesses 4 -m slow

bench: $(VENV)/dev.stamp ## measure the speed
	$(PY) -m tests.benchmarks

bench-web: $(VENV)/dev.stamp ## measure the FastAPI example beside an empty endpoint
	$(PY) -m tests.benchmarks.fastapi_throughput

docs: $(VENV)/docs.stamp ## build the documentation's site, in build/site
	$(PY) -m docs.pages build/pages
	$(VENV)/bin/zensical build --clean --strict
	@echo "open build/site/index.html"

lint: $(VENV)/dev.stamp ## ruff: rules and format
	$(PY) -m ruff check
	$(PY) -m ruff format --check

types: $(VENV)/dev.stamp ## mypy, strict
	$(PY) -m mypy

clean: ## remove the environment and what tools left behind
	rm -rf $(VENV) .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/cli.stamp: pyproject.toml constraints.txt
	@$(MAKE_VENV)
	$(PIP_INSTALL) '.[cli]'
	@touch $@

$(VENV)/docs.stamp: pyproject.toml constraints.txt
	@$(MAKE_VENV)
	$(PIP_INSTALL) '.[docs]'
	@touch $@

$(VENV)/examples.stamp: pyproject.toml constraints.txt
	@$(MAKE_VENV)
	$(PIP_INSTALL) '.[examples]'
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt
	@$(MAKE_VENV)
	$(PIP_INSTALL) '.[dev]'
	@touch $(VENV)/cli.stamp $(VENV)/docs.stamp $(VENV)/examples.stamp $@

# An environment that works is kept, and pip brings it up to date.
define MAKE_VENV
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }; \
$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
	{ echo "$(PYTHON) cannot make an environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
endef
