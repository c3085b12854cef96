# make run [PORT=8501] · make run-signed-in · make test [WORKERS=3] · make test-fast · make lint · make bench
PORT ?= 8501
BIN := .venv/bin

# Compiled modules are kept, whatever the environment says: a run of the tests starts many processes.
unexport PYTHONDONTWRITEBYTECODE

# Three at a time on two cores: a test that looks at a page waits for a browser or a disk a third of its time.
WORKERS ?= 3

.PHONY: run run-signed-in test test-fast lint bench browser

run: .venv/installed
	$(BIN)/streamlit run pages/web/app.py --server.address 127.0.0.1 --server.port $(PORT) --server.headless true

run-signed-in: .venv/installed-dev
	$(BIN)/python -m tools.signed_in $(PORT)

test: .venv/installed-dev browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

test-fast: .venv/installed-dev
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not browser"

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

bench: .venv/installed-dev browser
	$(BIN)/python -m tests.bench.bench

browser: .venv/installed-dev
	@tests/browser/install-browser $(BIN)/python

.venv/installed: requirements.txt $(BIN)/pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt requirements.txt $(BIN)/pip
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@ .venv/installed

# pip is the last thing that venv makes: where it is, the environment is whole. A Python without ensurepip (Debian's,
# without python3-venv) cannot make one. The system's own comes first: distributions compile theirs with a profile of how it
# is used, which version managers seldom do, and with one of those the tests take a seventh longer.
$(BIN)/pip:
	@for python in /usr/bin/python3 python3.11 python3.12 python3.13 python3.14 python3 python; do \
		if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "making .venv with $$python"; exec $$python -m venv --clear .venv; \
		fi; \
	done; \
	echo "No Python 3.11 or newer with venv was found. On Debian: apt-get install python3 python3-venv" >&2; exit 1
