# Which commands does a person need to use, check and change Seatpact?
#
# Each target installs what it needs into .venv by itself (tools/install.sh, which does nothing
# when there is nothing to do). PYTHON=/path/to/python3 chooses the interpreter.

BIN := .venv/bin
INSTALL := PYTHON="$(PYTHON)" sh tools/install.sh

SCENARIO ?= scenarios/uttar-pradesh-2024.yaml
# Two workers for two cores. PYTEST_ARGS="-k name" runs a part, in one process.
PYTEST_ARGS ?= -n 2 --cov --cov-report=term

.DEFAULT_GOAL := help
.PHONY: help install dev solve test check fix bench bench-quick refresh impossible mutants lock peers clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' Makefile | \
	while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

install: ## install what running needs (every target below does so by itself)
	@$(INSTALL) run

dev: ## install what checking and testing need
	@$(INSTALL) dev

solve: install ## solve a scenario: make solve SCENARIO=scenarios/...
	$(BIN)/seatpact solve $(SCENARIO)

test: dev ## run the tests, with coverage
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: dev ## lint, formatting, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: dev ## let ruff repair what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

peers: ## install what checking needs, and the solvers that benchmarks are held against
	@$(INSTALL) bench

bench: peers ## run the benchmarks and record them in docs/benchmarks-*.md
	$(BIN)/python -m benchmarks --write

bench-quick: peers ## run the small benchmarks only
	$(BIN)/python -m benchmarks --quick

refresh: dev ## rewrite the files that repeat what a command prints
	$(BIN)/python tools/refresh.py

impossible: dev ## search anew for fairness axioms that cannot both be met
	$(BIN)/python tools/impossibility.py

mutants: dev ## break the code on purpose, and see whether the tests notice
	$(BIN)/python tests/mutants.py

# The dev lock comes first and binds the run lock, so that both name the same versions. Nothing
# of this machine's settings may get into a lock, and no package registry's name.
# --upgrade, because a pin is only ever as good as its date.
COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate

lock: dev ## write requirements/*.txt anew from pyproject.toml
	@test -x $(BIN)/uv || { echo "make lock needs uv, and there is none for this machine." >&2; exit 1; }
	echo uv | $(COMPILE) - --output-file requirements/uv.txt
	$(COMPILE) pyproject.toml --extra dev --extra cluster --extra parquet --extra plots --extra lab \
		--output-file requirements/dev.txt
	$(COMPILE) pyproject.toml --group build --constraint requirements/dev.txt \
		--output-file requirements/run.txt
	$(COMPILE) pyproject.toml --extra bench --constraint requirements/dev.txt \
		--output-file requirements/bench.txt

# .venv.lock stays: another install may be holding it.
clean: ## remove what these targets made
	rm -rf .venv dist htmlcov .coverage .coverage.* .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
