# `make` alone prints what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.DEFAULT_GOAL := help

help:  ## print these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/run: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.txt
	touch $@

$(VENV)/dev: requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/run

sandbox: $(VENV)/run  ## open a Slack workspace with Cairn in it, on this machine: http://127.0.0.1:8065
	$(BIN)/python -m sandbox

run: $(VENV)/run  ## run the bot against the real Slack (reads .env)
	$(BIN)/python -m bot run

test: $(VENV)/dev  ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/dev  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

golden: $(VENV)/dev  ## write the golden files of the views anew
	GOLDEN=write $(BIN)/python -m pytest -q tests -k golden

bench: $(VENV)/dev  ## measure: one line a figure, `name value`
	@$(BIN)/python -m bench

screenshots: $(VENV)/dev  ## write the pictures of the docs anew, from the sandbox
	SCREENSHOTS=docs/pictures $(BIN)/python -m pytest -q tests/browser

lock: $(VENV)/dev  ## write requirements*.txt anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate --python-version 3.11 --extra dev pyproject.toml -o requirements-dev.txt

.PHONY: help sandbox run test check golden bench screenshots lock
