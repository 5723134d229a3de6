# A convenience for Linux and macOS; README.md gives the plain lines, for Windows too.

PYTHON ?= python3
UV ?= uv
PRODUCT ?= lfp-60kwh
JOBS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help footprint lab app site tables figures docs check compiled test test-long coverage bench bench-lca-algebraic chromium locks clean

help:
	@sed -n 's/^\([a-z-]*\):.*## /make \1 - /p' $(MAKEFILE_LIST)

footprint: $(VENV)/.core  ## the default product by stage; report, figures and tables in results/
	@$(BIN)/lca-models footprint $(PRODUCT) --out results/$(PRODUCT)

lab: $(VENV)/.lab  ## JupyterLab on notebooks/, opened at 00_start_here
	@$(BIN)/jupyter lab --notebook-dir=notebooks $(if $(filter 0,$(shell id -u)),--allow-root) notebooks/00_start_here.ipynb

app: $(VENV)/.lab  ## the explorer as a page on this computer (Voila)
	@$(BIN)/python -P -m lca_models.panels.app $(APP_ARGS)

site: $(VENV)/.lab  ## the page as files that open without Python, in results/demo
	@$(BIN)/python -P -m lca_models.panels.demo.site results/demo $(if $(wildcard results/docs/index.html),--docs ../docs/index.html)
	@echo "open results/demo/index.html"

tables: $(VENV)/.core  ## the tables of README.md and README.zh.md, written anew from the kit
	@$(BIN)/python docs/make_tables.py

figures: $(VENV)/.test chromium  ## pictures of README.md
	@$(BIN)/python docs/make_figures.py

MATHJAX := results/docs_npm/node_modules/mathjax

docs: $(VENV)/.docs $(MATHJAX)  ## the site in results/docs, notebooks executed; warnings are errors, nothing is loaded from elsewhere
	@$(BIN)/python -m docs.building $(DOCS_ARGS)

# What sets the formulas: one file, at the version and hash that the lock names.
$(MATHJAX): docs/building/package.json docs/building/package-lock.json
	@command -v npm >/dev/null || { echo "install npm (Debian: sudo apt-get install npm) and run make docs again" >&2; exit 1; }
	@mkdir -p results/docs_npm
	@cp $^ results/docs_npm
	@npm ci --prefix results/docs_npm --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

AT_ONCE = $(MAKE) --no-print-directory --jobs=$(JOBS) $(filter --output-sync,$(.FEATURES:%=--%))
CHECKS := check-types check-imports check-style check-inventories

check: $(VENV)/.test  ## style, types, import contracts, inventories
	+@$(AT_ONCE) $(CHECKS)

check-types: $(VENV)/.test
	$(BIN)/mypy

check-imports: $(VENV)/.test
	$(BIN)/lint-imports

check-style: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-inventories: $(VENV)/.test
	$(BIN)/lca-models check

# A file stays with one worker, which opens its projects once; files are taken as tests/both_ends.py says.
# Asserts are run as they are written: to rewrite them all takes each worker 10 s. What fails is run again, rewritten,
# so that it says which values it compared, and has the time in which Hypothesis makes examples smaller.
define pytest
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --assert=plain $(1) $(PYTEST_ARGS) || \
		{ $(BIN)/python -m pytest --last-failed --last-failed-no-failures=none --maxfail=5 --timeout=600; exit 1; }
endef

# Once, not in each worker and each program that tests start; before the tests, on the core that mypy leaves free.
compiled: $(VENV)/.test
	@$(BIN)/python -m compileall -qq lca_models tests
	@$(BIN)/python -c 'from lca_models.impact.compiled.execution import load_kernels; load_kernels()'

test: $(VENV)/.test chromium  ## every kind of test, the expensive kinds at reduced counts
	+@$(AT_ONCE) $(CHECKS) compiled
	$(call pytest)

test-fast: compiled  ## tests without browser, notebooks and checks: a minute and a half
	$(call pytest,-m "not browser and not notebook")

test-long: export LCA_MODELS_LONG = 1
test-long: test  ## the same with full counts

coverage: check chromium  ## which lines no test runs
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --show-missing

BENCH := .venv-bench
ALGEBRAIC := .venv-lca-algebraic

bench: $(BENCH)/.made $(ALGEBRAIC)/.made  ## benchmarks beside bw2calc, SALib and lca_algebraic; table in results/bench.md
	$(BENCH)/bin/python -m bench $(BENCH_ARGS)

bench-lca-algebraic: $(ALGEBRAIC)/.made  ## the environment of lca_algebraic alone

# The peers have environments of their own: pypardiso slows small systems down, lca_algebraic needs the legacy Brightway.
$(BENCH)/.made: pyproject.toml | $(VENV)/.made
	@$(PYTHON) -m venv --clear $(BENCH)
	@$(BENCH)/bin/python -m pip --disable-pip-version-check --quiet install --editable '.[bench]'
	@touch $@

$(ALGEBRAIC)/.made: requirements/bench-lca-algebraic.txt | $(VENV)/.made
	@$(PYTHON) -m venv --clear $(ALGEBRAIC)
	@$(ALGEBRAIC)/bin/python -m pip --disable-pip-version-check --quiet install -r $<
	@touch $@

# Environments. A stamp says which lock is installed; each lock contains the one before it, pin by pin.

define install
	@echo "Installing requirements/$(1).txt into $(VENV) (a minute or two, once)" >&2
	@$(PIP) install --require-hashes --no-compile -r requirements/$(1).txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	-@$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib  # both cores, so 20 s sooner than pip
endef

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is missing or older than Python 3.11; run make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make environments: install python3-venv (Debian: sudo apt-get install python3-venv) and run make again" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.core: requirements/core.txt pyproject.toml | $(VENV)/.made
	$(call install,core)
	@touch $@

$(VENV)/.lab: requirements/lab.txt pyproject.toml | $(VENV)/.made
	$(call install,lab)
	@touch $(VENV)/.core $@

$(VENV)/.docs: requirements/docs.txt pyproject.toml | $(VENV)/.made
	$(call install,docs)
	@touch $(VENV)/.core $(VENV)/.lab $@

$(VENV)/.test: requirements/test.txt pyproject.toml | $(VENV)/.made
	$(call install,test)
	@touch $(VENV)/.core $(VENV)/.lab $(VENV)/.docs $@

chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		export DEBIAN_FRONTEND=noninteractive; \
		apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium >/dev/null; \
	else \
		echo "install chromium (Debian: sudo apt-get install chromium) and run make test again" >&2; exit 1; \
	fi

# Locks for every platform and Python from 3.11; the newest releases with: make locks LOCK_ARGS=--upgrade
COMPILE = env -u UV_INDEX -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
	$(UV) pip compile --no-config --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make locks" --group build $(LOCK_ARGS)

locks:  ## write requirements/ anew from pyproject.toml (needs uv)
	$(COMPILE) -o requirements/build.txt
	$(COMPILE) pyproject.toml -o requirements/core.txt
	$(COMPILE) pyproject.toml --extra lab -c requirements/core.txt -o requirements/lab.txt
	$(COMPILE) pyproject.toml --extra docs -c requirements/lab.txt -o requirements/docs.txt
	$(COMPILE) pyproject.toml --extra test -c requirements/docs.txt -o requirements/test.txt

clean:  ## remove the environment, results and caches
	rm -rf $(VENV) .venv-bench .venv-lca-algebraic results build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
