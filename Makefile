# `make run` serves the market, `make test` tries all of it; `make help` lists the rest.
SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

# The embedded home is a demo unless somebody says otherwise; production is set up as docs/operations.md says.
DEMO ?= 1
export DEMO

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))

.PHONY: help
help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name about; do \
		printf '  make %-12s %s\n' "$$name" "$$about"; done

# --- Installing

.venv/ready-to-run: requirements.txt scripts/setup.sh
	@scripts/setup.sh run

.venv/ready-to-test: requirements-dev.txt requirements.txt scripts/setup.sh
	@scripts/setup.sh tests

%.mo: %.po .venv/ready-to-run
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $(word 2,$(subst /, ,$<))

.PHONY: setup
setup: .venv/ready-to-run $(TRANSLATIONS) ## Install what running needs

.PHONY: setup-tests
setup-tests: .venv/ready-to-test $(TRANSLATIONS) ## Install what developing and testing needs, servers and browser too

# --- Running

.PHONY: run
run: setup ## Serve the market at http://localhost:8000, with a seeded demo the first time
	@$(MANAGE) prepare
	@$(MANAGE) seed_demo --if-empty
	@exec $(BIN)/python scripts/serve.py

.PHONY: dev
dev: export DEBUG ?= 1
dev: export LOG_FORMAT ?= text
dev: setup-tests ## The same, for developers: debug pages, restarts when the code changes
	@$(MANAGE) prepare
	@$(MANAGE) seed_demo --if-empty
	@exec $(BIN)/python scripts/serve.py --reload

.PHONY: seed
seed: setup ## Fill an empty market with the demo, through the services
	@$(MANAGE) prepare
	@$(MANAGE) seed_demo --if-empty

.PHONY: invariants
invariants: .venv/ready-to-run ## Check what must always be true of the market's data
	@$(MANAGE) check_invariants

# --- Trying

.PHONY: test
test: check ## Everything that CI runs: checks, then all tests in both homes
	@$(BIN)/python scripts/test_homes.py $(ARGS)

.PHONY: soak
soak: check ## The same with whole corpora instead of samples; takes long
	@$(BIN)/python scripts/test_homes.py --soak $(ARGS)

.PHONY: bench
bench: setup-tests ## Measure the main pages on PostgreSQL at 20,000 listings
	@scripts/with_services.py -- $(BIN)/python -m bench $(ARGS)

.PHONY: screenshots
screenshots: setup-tests ## Take the pictures of the README from a fresh demo
	@$(BIN)/python scripts/screenshots.py $(ARGS)

.PHONY: check
check: setup-tests ## What can be said without running a test: style, types, layers, migrations, settings
	@$(BIN)/python scripts/check.py

.PHONY: format
format: setup-tests ## Put the Python code into the one shape
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

# --- Keeping

.PHONY: lock
lock: .venv/ready-to-test ## Pin the dependencies of pyproject.toml anew (ARGS=--upgrade: to their newest versions)
	@$(BIN)/python scripts/lock.py $(ARGS)

.PHONY: messages
messages: setup-tests ## Collect the sentences that wait for a translation
	@$(MANAGE) makemessages --all --no-obsolete --add-location file --ignore .venv --ignore var

.PHONY: backup
backup: .venv/ready-to-run ## Back up everything into var/backups (docs/operations.md)
	@deploy/backup.sh
