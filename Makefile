# `make check` changes nothing; `make fix` is the one that edits.
PYTHON ?= .venv/bin/python

check:
	$(PYTHON) -m pytest
	$(PYTHON) -m genai_tui validate data/survey

fix:
	$(PYTHON) -m ruff format
	$(PYTHON) -m ruff check --fix

# The tables in README.md and docs/architecture.md that come from the program.
docs:
	$(PYTHON) docs/tables.py

screenshots:
	$(PYTHON) screenshots/draw.py

# The pictures of the README as PNG beside the SVG, for pages that show no SVG. Not kept: made before a release, with rsvg-convert.
pngs:
	for each in $$(grep -o 'screenshots/[a-z0-9-]*\.svg' README.md); do rsvg-convert -w 1400 $$each -o $${each%.svg}.png; done

# Ways to die, late answers, random keys, hostile files: whole, where the suite tries a sample.
trust:
	$(PYTHON) -m tests.trust

# Bytes for one reader that reach further and further into it, by atheris (`pip install atheris`): `make fuzz READER=query SECONDS=60`
READER ?= query
SECONDS ?= 60
fuzz:
	$(PYTHON) -m tests.trust.readers --fuzz $(SECONDS) -- "$(READER)"

# Small faults in a copy of the program: which of them do the tests not notice? `make mutants SEED=7`, `make mutants MODULE=view/titles.py`
SEED ?= 1
COUNT ?= 60
MODULE ?=
mutants:
	$(PYTHON) -m tests.mutants --seed $(SEED) --count $(COUNT) --module "$(MODULE)"

# The widths of characters in a terminal, from wcwidth.
widths:
	$(PYTHON) -m tests.catalog.width_table

# What .ci/run installs: the newest of everything with hashes, and the lowest that pyproject.toml allows. Asks the registry.
constraints:
	$(PYTHON) -m tests.constraints

# THIRD-PARTY-LICENCES.md, from the metadata of what is installed.
licences:
	$(PYTHON) -m tests.constraints.licences

# To be run about once a week: the newest of everything, whatever is locked, and the oldest that pyproject.toml allows.
ELSEWHERE = d=$$(mktemp -d) && XDG_STATE_HOME=$$d XDG_CACHE_HOME=$$d XDG_CONFIG_HOME=$$d
newest:
	rm -rf .venv-newest && python3 -m venv .venv-newest
	.venv-newest/bin/pip install --quiet --upgrade -e '.[dev]'
	.venv-newest/bin/python -m pytest
	$(ELSEWHERE) .venv-newest/bin/python -m tests.smoke .venv-newest/bin/genai-tui

oldest:
	rm -rf .venv-oldest && python3 -m venv .venv-oldest
	PIP_CONSTRAINT=tests/constraints/lowest.txt .venv-oldest/bin/pip install --quiet .
	$(ELSEWHERE) $(PYTHON) -m tests.smoke .venv-oldest/bin/genai-tui

benchmark:
	$(PYTHON) -m tests.benchmarks

.PHONY: check fix docs screenshots pngs trust fuzz mutants widths constraints licences newest oldest benchmark
