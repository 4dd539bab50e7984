# Every target makes or refreshes .venv and the system packages that Qt needs by itself.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOCK := packaging/requirements.lock
READY := $(VENV)/.ready
INPUT ?=
SEED := $(or $(SEED),$(shell date +%s))

.PHONY: run demo test proof check bench lock clean system

run: $(READY)  ## open the window on the demo's store (made if missing)
	@$(BIN)/python packaging/run.py

demo: $(READY)  ## the main job, unattended, into build/demo/
	@rm -rf build/demo
	@QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/iomdesk demo --dir build/demo $(if $(INPUT),--input $(INPUT))

PYTEST := QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal

test: check  ## checks, then every test
	$(PYTEST)

proof: $(READY)  ## every promise whole: all kills, replays, histories, loads (long)
	$(PYTEST) --proof -m proof --randomly-seed=$(SEED) --hypothesis-seed=$(SEED)
	rm -rf build/coverage
	$(PYTEST) -p tests.measuring
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include="$$($(BIN)/python -m tests.rooms)" --fail-under=100
	$(BIN)/python -m tests.planted.trial --seed $(SEED)

check: $(READY)  ## lint, types, import rules, formatting, what nothing calls
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/windows -p iomdesk -p ui -p db
	$(BIN)/lint-imports
	$(BIN)/python packaging/uncalled.py

bench: $(READY)  ## figures as ratios to floors taken in the same run
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/bench --override-ini='addopts=--strict-markers --import-mode=importlib -p no:randomly' --benchmark-columns=median,ops,rounds

lock: $(READY)  ## pin every dependency again, with hashes
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --extra desk --extra hub --extra dev pyproject.toml -o $(LOCK)

clean:
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): pyproject.toml $(LOCK) packaging/linux/apt-packages.txt
	@packaging/linux/system.sh
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r $(LOCK)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
