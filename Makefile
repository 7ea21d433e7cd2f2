# Works with GNU make and Python 3.11 or newer and nothing else. An activated virtual or conda environment is used as it
# is (conda's `base` is left alone); otherwise .venv is made here, with the versions of constraints.txt.

ENV := $(or $(VIRTUAL_ENV),$(if $(filter-out base,$(CONDA_DEFAULT_ENV)),$(CONDA_PREFIX)),.venv)
CONDA := $(if $(VIRTUAL_ENV),,$(filter-out .venv,$(ENV)))
PY := "$(ENV)/bin/python"
PIP := $(PY) -m pip --disable-pip-version-check --quiet install

# Handed on through the environment, unexpanded: a value may hold quotes, spaces and dollar signs.
override ARTICLES := $(value ARTICLES)
override ACTOR := $(value ACTOR)
export ARTICLES ACTOR

.DEFAULT_GOAL := help
.PHONY: help setup report test lab check bench notebooks clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## install what is needed, once (other targets call it)
	@if [ -x $(PY) ] && [ "$$(cat .setup 2>/dev/null)" = "$(ENV)" ] \
	    && [ .setup -nt pyproject.toml ] && [ .setup -nt constraints.txt ]; then exit 0; fi; \
	set -e; \
	if [ ! -x $(PY) ]; then \
	    for found in python3.11 python3.12 python3.13 python3 none; do \
	        if $$found -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	    done; \
	    if [ $$found = none ]; then echo "Python 3.11 or newer was not found; install it and run make again." >&2; exit 1; fi; \
	    $$found -m venv --clear "$(ENV)"; \
	fi; \
	echo "Installing into $(ENV) ..."; \
	if [ -n "$(CONDA)" ]; then $(PIP) --no-deps -e .; else $(PIP) -c constraints.txt -e '.[test,browser,scale]'; fi; \
	echo "$(ENV)" > .setup

report: setup ## every notebook as a report: make report [ARTICLES=folder] [ACTOR="Cho Tae-yul"]
	$(PY) -m toolkit.reporting --out reports $${ARTICLES:+--articles="$$ARTICLES"} $${ACTOR:+--actor="$$ACTOR"}

test: setup ## unit tests, doctests, and the notebooks against their stored outputs
	$(PY) -m pytest -q
	@if ls notebooks/*.ipynb >/dev/null 2>&1; then set -x; \
	    $(PY) -m pytest -q --nbval --nbval-current-env --nbval-sanitize-with tests/nbval_sanitize.cfg notebooks; fi

lab: setup ## JupyterLab on the start page
	$(PY) -m jupyterlab notebooks/start.ipynb

check: setup ## lint and format, notebooks included
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

bench: setup ## accuracy on the sample; cost over the bare spaCy model; growth with odd texts; memory; the agenda of a million mentions (half an hour)
	$(PY) benchmarks/accuracy.py
	OMP_NUM_THREADS=1 $(PY) benchmarks/speed.py
	OMP_NUM_THREADS=1 $(PY) benchmarks/growth.py
	OMP_NUM_THREADS=1 $(PY) benchmarks/memory.py
	OMP_NUM_THREADS=1 $(PY) benchmarks/agenda.py

notebooks: setup ## run the notebooks anew and keep their outputs (read the diff before you commit it)
	$(PY) tools/run_notebooks.py

clean: ## remove .venv, reports and caches (out/ is yours and stays)
	rm -rf .venv .setup reports build *.egg-info .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
