# `make` alone prints what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes
# What is compiled is kept: a test starts dozens of processes, and each would compile everything it imports.
# Tests that write into memory wait for no disk; small containers have too little of it.
MEMORY := $(shell df -k /dev/shm 2> /dev/null | awk 'NR == 2 && $$4 > 2000000 { print "TMPDIR=/dev/shm" }')
PYTEST := PYTHONDONTWRITEBYTECODE= $(MEMORY) $(BIN)/python -m pytest --verbosity=0
# On all cores at once, and once: processes that start together would each compile what all of them import.
COMPILE := $(BIN)/python -m compileall -q -j 0 $(VENV)/lib > /dev/null || true
LOCK := $(BIN)/python -m uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11
.DEFAULT_GOAL := help
# `make check test` does both beside each other. Other targets may not: two that install would be in each other's way.
ifeq ($(filter-out check test,$(MAKECMDGOALS)),)
MAKEFLAGS += --jobs=2
endif
.DELETE_ON_ERROR:

# A virtual environment that was left half-made, or whose Python has gone, is made anew.
STAMPS := $(shell $(BIN)/python -c 'import pip' 2> /dev/null || rm -f $(VENV)/run $(VENV)/dev)

help:  ## print these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/run: requirements.txt
	@$(call make_venv)
	$(PIP) -r requirements.txt
	@$(COMPILE)
	@touch $@

$(VENV)/dev: requirements-dev.txt
	@$(call make_venv)
	$(PIP) -r requirements-dev.txt
	@$(COMPILE)
	@touch $(VENV)/run $@

sandbox: $(VENV)/run  ## open a Slack workspace with Cairn in it, on this machine: http://127.0.0.1:8065
	$(BIN)/python -m sandbox

run: $(VENV)/run  ## run the bot against the real Slack (reads .env)
	$(BIN)/python -m bot run

test: $(VENV)/dev  ## run all tests
	$(PYTEST) -n 4 --dist worksteal

soak: $(VENV)/dev  ## run all tests on both databases, with many more examples: ten minutes
	ENGINES=both HYPOTHESIS_PROFILE=thorough $(PYTEST) -n 4 --dist worksteal

check: $(VENV)/dev  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports --no-cache

golden: $(VENV)/dev  ## write the golden files of the views anew
	GOLDEN=write $(PYTEST) tests -k golden

bench: $(VENV)/dev  ## measure: one line a figure, `name value`
	@$(BIN)/python -m bench

screenshots: $(VENV)/dev  ## write the pictures of the docs anew, from the sandbox
	SCREENSHOTS=docs/pictures $(PYTEST) tests/browser
	! command -v pngquant > /dev/null || pngquant --force --ext .png --skip-if-larger docs/pictures/*.png

lock: $(VENV)/dev  ## write requirements*.txt anew from pyproject.toml
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.txt

define make_venv
$(BIN)/python -c 'import pip' 2> /dev/null || { \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Cairn needs Python 3.11 or newer: make PYTHON=python3.11 …" >&2; exit 1; }; \
	$(PYTHON) -m venv --clear $(VENV); }
endef

.PHONY: help sandbox run test soak check golden bench screenshots lock
