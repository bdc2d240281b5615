# Everything runs in a virtual environment of its own, `.venv`, made from the hashed lock file.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PYTEST_ARGS ?=
DEMO_ARGS ?=
BENCH_ARGS ?=
CORE_TESTS := baselines detectors streams/assessing streams/meaning $(addprefix streams/,$(addsuffix .py, \
  decoding featurize monitor profiles read_event snapshot partitions/partition partitions/raised \
  partitions/read_ahead)) tests/baselines tests/contracts tests/detectors \
  $(addprefix tests/streams/,assessing meaning $(addsuffix .py,partitions/test_partition \
  partitions/test_raised partitions/test_reinstating $(addprefix test_, \
  events featurize monitor profiles snapshot habits repeats intent)))

.DEFAULT_GOAL := help
.PHONY: help compiled interpreted demo test test-core test-kafka lint format lock bench notebooks clean

help: ## Say what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST)

compiled: $(READY) ## Compile the core, where there is a C compiler: the same results in a fraction of the time
	@$(BIN)/python -m roguewatch.compiling

interpreted: $(READY) ## Run the core from its source again, as to debug it
	@$(BIN)/python -m roguewatch.compiling --remove

demo: compiled ## Set everything up and show a fleet, five incidents and how they end
	@echo '== demo: the whole path on the embedded broker, about two minutes'
	@$(BIN)/roguewatch demo $(DEMO_ARGS)

test: compiled lint ## Set everything up, check the code and run the quick tests (no Java, no Docker)
	@echo '== tests and doctests, on the embedded broker'
	@$(BIN)/pytest -m 'not kafka' -n 2 --dist loadgroup $(PYTEST_ARGS)

# A compiled module has no docstrings and no lines to count: these run here.
test-core: interpreted ## Run the core's own tests and its doctests from the source, as to debug it
	@echo '== the core interpreted: its own tests and doctests'
	@$(BIN)/pytest -n 2 --dist loadgroup $(CORE_TESTS) $(PYTEST_ARGS)

test-kafka: compiled ## Run the tests that need a real Apache Kafka (java and mvn)
	@command -v java >/dev/null || { echo 'java is missing; Debian: apt-get install default-jre-headless'; exit 1; }
	@command -v mvn >/dev/null || { echo 'mvn is missing; Debian: apt-get install maven'; exit 1; }
	@echo '== tests on a real Apache Kafka, started from its Maven artifacts'
	@$(BIN)/pytest -m kafka tests/integration $(PYTEST_ARGS)

lint: $(READY) ## Check format, style, types and import rules
	@echo '== format' && $(BIN)/ruff format --check .
	@echo '== style' && $(BIN)/ruff check .
	@echo '== types' && $(BIN)/mypy
	@echo '== imports' && $(BIN)/lint-imports

format: $(READY) ## Format the code and mend what can be mended by itself
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(READY) ## Make the lock file again, with the newest versions that fit
	@echo '== requirements.lock for Python 3.11 and newer'
	@env -u PIP_FIND_LINKS $(BIN)/uv pip compile pyproject.toml --all-extras --upgrade --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --quiet --output-file requirements.lock

bench: compiled ## Measure throughput against a bare loop and a plain Faust agent
	@$(BIN)/roguewatch bench throughput $(BENCH_ARGS)

notebooks: compiled ## Write the notebooks beside their scripts, and execute them
	@echo '== notebooks'
	@$(BIN)/python -m tests.notebooks.pairing
	@$(BIN)/pytest -m 'not kafka' tests/notebooks $(PYTEST_ARGS)

clean: ## Remove the virtual environment and all caches
	@rm -rf $(VENV) .cache .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(READY): pyproject.toml requirements.lock
	@test -n '$(PYTHON)' || { \
	  echo 'roguewatch needs Python 3.11 or newer; none was found. Try: make PYTHON=/path/to/python'; exit 1; }
	@echo '== setting up $(VENV) with $(PYTHON) (once, a minute or two)'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
