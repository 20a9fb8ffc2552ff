# Without make, the demo is two plain lines (Python 3.11 or newer):
#   python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e .
#   .venv/bin/kinward run kyoto

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt
SETUP := pyproject.toml constraints.txt

.PHONY: demo test test-all lint format docs tutorial bench clean

demo: $(VENV)/.installed  ## Install, and run the first scenario
	$(BIN)/kinward run kyoto

test: $(VENV)/.test  ## The tests of every change
	$(BIN)/pytest

test-all: $(VENV)/.test  ## All tests, the slow ones too
	$(BIN)/pytest -m ""

lint: $(VENV)/.dev  ## What a change must pass before review
	$(BIN)/ruff check src tests docs examples benchmarks
	$(BIN)/ruff format --check src tests docs examples benchmarks
	$(BIN)/pyright

format: $(VENV)/.dev
	$(BIN)/ruff check --fix src tests docs examples benchmarks
	$(BIN)/ruff format src tests docs examples benchmarks

docs: $(VENV)/.docs  ## HTML pages in docs/_build/html
	$(BIN)/sphinx-build -W --keep-going -q -b html docs docs/_build/html

tutorial: $(VENV)/.test  ## Run the tutorial and write what its commands print into it
	$(BIN)/python docs/refresh.py

bench: $(VENV)/.bench  ## Kinward and its peers on this machine, into docs/benchmarks.md
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf docs/_build build dist .pytest_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# always the working tree itself: each copy of the package compiles its own engine, so that a
# plain install here and an editable one there would have it compiled twice
$(VENV)/.installed: $(BIN)/python $(SETUP)
	$(PIP) -e .
	touch $@

$(VENV)/.test: $(BIN)/python $(SETUP)
	$(PIP) -e ".[test]"
	touch $@

$(VENV)/.dev: $(BIN)/python $(SETUP)
	$(PIP) -e ".[dev]"
	touch $@

$(VENV)/.bench: $(BIN)/python $(SETUP)
	$(PIP) -e ".[bench]"
	touch $@

$(VENV)/.docs: $(BIN)/python $(SETUP)
	$(PIP) -e ".[docs]"
	touch $@
