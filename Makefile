# Two commands on a fresh machine: `make run` and `make test`. Both set up what they need and say so.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PHOTOS := $(VENV)/demo-photos
SOURCES := main.py engine gui tests

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench screenshots picture translations lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(READY) ## open the window
	@$(BIN)/python main.py

demo: $(READY) $(PHOTOS)/.ready ## a small library of photographs that come with packages
	@$(BIN)/python tests/demo.py $(PHOTOS)

# Two suites side by side keep two cores busy; threads of torch and numpy would wait for each other, spinning.
test: export OMP_NUM_THREADS := 1
test: check $(PHOTOS)/.ready ## every check and every test
	@echo "== engine tests, with Qt out of reach; window tests run beside them, and are shown after them"
	@mkdir -p build; \
	QT_QPA_PLATFORM=offscreen KITH_PHOTOS=$(PHOTOS) $(BIN)/pytest tests/gui > build/window-tests.log 2>&1 & window=$$!; \
	trap 'kill $$window' INT TERM; \
	KITH_WITHOUT_QT=1 KITH_PHOTOS=$(PHOTOS) $(BIN)/pytest -p no:pytest-qt tests/engine tests/test_*.py; engine=$$?; \
	echo "== window tests"; wait $$window; window=$$?; cat build/window-tests.log; \
	[ $$engine -eq 0 ] && [ $$window -eq 0 ]

check: $(READY) ## lint, types and the direction of imports
	@echo "== ruff, mypy, import-linter"
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(READY) $(PHOTOS)/.ready ## speed and quality, as ratios against named baselines
	@KITH_PHOTOS=$(PHOTOS) $(BIN)/python -m tests.bench

screenshots: $(READY) ## pictures of every room and dialog in both themes, into build/screenshots
	@QT_LOGGING_RULES=default.warning=false $(BIN)/python -m tests.screenshots build/screenshots

picture: screenshots ## README's pictures of the window, on painted people
	@PYTHONPATH=. $(BIN)/python tests/readme_picture.py resources/window.png
	@$(BIN)/python -m tests.screenshots build/screenshots --readme resources/pictures

translations: $(READY) ## gather the window's texts for the translators, and compile what they wrote
	@$(BIN)/python -m tests.translations

lock: ## write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --group dev --no-emit-index-url --no-annotate \
	    --python-version 3.11 pyproject.toml -o requirements.lock

clean: ## forget the virtual environment and all caches
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamp is written last, so an installation that was broken off is begun again.
$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	    { echo "Kith needs Python 3.11, 3.12 or 3.13; try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	    { echo "This Python can't make virtual environments; on Debian: apt install python3-venv"; exit 1; }
	@echo "== setting up $(VENV): the first time this downloads about 3 GB (PyTorch) and takes some minutes"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --no-deps --require-hashes -r requirements.lock || \
	    { echo "The installation failed. annoy is compiled here and needs a C++ compiler and Python's headers; on Debian:"; \
	      echo "apt install g++ python3-dev"; exit 1; }
	@touch $@
	@echo "== $(VENV) is ready"

# Photographs for the demo and the tests come from a source package's archive; nothing in it is run by us.
$(PHOTOS)/.ready: $(READY) resources/demo.lock tests/demo_photos.py
	@echo "== fetching photographs for the demo and the tests"
	@mkdir -p $(PHOTOS)
	@$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary face-recognition \
	    --require-hashes -r resources/demo.lock -d $(PHOTOS)
	@$(BIN)/python tests/demo_photos.py $(PHOTOS)
	@touch $@
