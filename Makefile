# Everything a person or a machine does with this project. Python 3.11 or later and make are enough.

PYTHON ?= python3
AMPARO_PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
AUDIT := $(VENV)/audit/bin
SOURCES := amparo tests conftest.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export AMPARO_PORT

.PHONY: help setup install demo serve check weaknesses audit test phone endure rehearse estimates bench bench-phone phone-hurt guides gallery words pins clean
.DEFAULT_GOAL := help

help:  ## say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: $(VENV)/.run $(VENV)/.dev $(VENV)/.audit  ## install what it runs on and what checks it, pinned, into .venv
	@$(BIN)/amparo words

install: $(VENV)/.run  ## what a deployment runs on, and nothing that checks it
	@AMPARO_HOME=$(VENV)/home $(BIN)/amparo words
	@rm -rf $(VENV)/home

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps are what make this quick the second time; changed pins install again.
$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.audit: requirements/audit.txt | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/audit
	$(AUDIT)/python -m pip install --quiet --require-hashes -r requirements/audit.txt
	@touch $@

demo: export AMPARO_DEMO := 1
demo: $(VENV)/.run  ## made-up communities and services in var/, served on http://localhost:8000
	@$(BIN)/amparo words
	@$(BIN)/amparo demo --brief
	@$(BIN)/amparo serve

serve: $(VENV)/.run  ## serve what is in var/ (or AMPARO_HOME, AMPARO_DATABASE_URL)
	@$(BIN)/amparo words
	@$(BIN)/amparo migrate
	@$(BIN)/amparo serve

check: setup weaknesses  ## style, types, layers, templates, migrations, packs: no test runs
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy $(SOURCES)
	$(BIN)/lint-imports --no-cache
	$(BIN)/djlint --lint --quiet amparo
	$(BIN)/python -m django makemigrations --check --dry-run --settings=amparo.config.settings
	$(BIN)/amparo pack check

# Both read only what lies here, and tell nobody of it. The rules are tried on their own examples
# first: a rule that finds nothing because it is broken is no rule.
ALONE := --metrics off --disable-version-check --quiet
weaknesses: setup  ## what is known to be dangerous, and what we never write (rules/)
	@$(AUDIT)/bandit --quiet --recursive amparo --configfile pyproject.toml
	@$(AUDIT)/semgrep --test $(ALONE) rules
	@$(AUDIT)/semgrep scan $(ALONE) --error --config rules amparo

# Says plainly when the feed could not be asked, and then fails: silence is no all-clear.
audit: setup weaknesses  ## the same, and whether a pinned package has a known weakness (needs the network)
	@$(BIN)/python -m tests.audit.known $(AUDIT)/pip-audit

# What loads and kills a real server runs alone: beside other tests it would measure them.
test: check  ## all checks and all tests; the browser's skip where no Chromium is, the phone's without Node
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory $(PHONE)/node_modules/.run \
		|| [ "$$AMPARO_NODE" != required ]
	$(BIN)/python -m pytest -n 2 --dist worksteal --ignore tests/load --ignore tests/endure
	$(BIN)/python -m pytest tests/load tests/endure

# What the phone's app is built with, pinned with hashes; nothing of it runs while it is installed.
PHONE := amparo/phone/app
$(PHONE)/node_modules/.run: $(PHONE)/package-lock.json
	@cd $(PHONE) && npm ci --silent
	@touch $@

phone: $(PHONE)/node_modules/.run  ## the phone's app: types, tests, and its bundle anew (needs Node)
	@cd $(PHONE) && npm run --silent check && npm test --silent && npm run --silent build

endure: setup  ## kills, a full disk, outages, clocks, ticks and made-up requests, on both databases
	@$(BIN)/python -m tests.endure $(DATABASES)

rehearse: setup  ## the whole path without a person, on a throw-away database
	@$(BIN)/amparo rehearse

estimates: export AMPARO_REFERENCE := required
estimates: export OPENBLAS_NUM_THREADS := 1
estimates: setup  ## estimates against published tables (../shared/data), then how often they hold the truth
	@$(BIN)/python -m pytest tests/estimates
	@$(BIN)/python -m tests.estimates.coverage --jobs 2

bench: setup  ## figures, one JSON object a line; BENCH_N=20000 instead of a million dossiers
	@$(BIN)/amparo bench

phone-hurt: setup  ## kill a phone's tab 200 times, and look through its files after 50 notices (Chromium)
	AMPARO_PHONE_KILLS=200 AMPARO_PHONE_SENT=50 $(BIN)/python -m pytest tests/phone/test_killed.py tests/phone/test_kept.py

bench-phone: setup $(PHONE)/node_modules/.run  ## figures of the phone's app, one JSON object a line (Chromium and Node)
	@$(BIN)/python -m tests.phone.bench $(ASK)

guides: export AMPARO_DEMO := 1
guides: setup  ## the pictures of the guides anew, from the demo in var/ (Chromium is needed)
	@$(BIN)/amparo demo --brief
	@$(BIN)/python -m tests.guides.draw

gallery: export AMPARO_DEMO := 1
gallery: export AMPARO_HOME := $(or $(GALLERY_HOME),var/gallery-demo)
gallery: setup  ## every page of every role as a picture in var/gallery (ASK="--who ana --view es-360")
	@$(BIN)/amparo demo --brief
	@$(BIN)/python -m tests.gallery.draw $(ASK)

words: setup  ## look for new words to translate, then compile the translations
	$(BIN)/amparo words --update

PINS := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header
pins: setup  ## pin again what requirements/*.in ask for (add --upgrade by UPGRADE=--upgrade)
	$(BIN)/$(PINS) $(UPGRADE) requirements/run.in -o requirements/run.txt
	$(BIN)/$(PINS) $(UPGRADE) requirements/dev.in -o requirements/dev.txt
	$(BIN)/$(PINS) $(UPGRADE) requirements/audit.in -o requirements/audit.txt

clean:  ## remove what was installed and cached; var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
