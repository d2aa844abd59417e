# The commands of this project; `make` alone lists them. The steps themselves are in scripts/ and in the command `city`.
# Settings come from the environment or the command line, e.g. `make run PORT=8125 HOST=0.0.0.0`.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run setup serve test lint test-sqlite test-postgres bench translations clean set-up-for-tests set-up-for-bench

CODE := $(wildcard city transit greenspace emergency112 khokimiyat)
CATALOGUE := build/messages.pot
# The browser of the tests, unless CITY_BROWSER names another.
export CITY_BROWSER ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

# The web, and beside it the process of jobs, which ends with it, however that ends.
SERVE = setpriv --pdeathsig TERM .venv/bin/city jobs start & exec .venv/bin/city serve

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' Makefile

run: setup ## set everything up, load the demonstration data, run the jobs and serve http://127.0.0.1:8000
	@.venv/bin/city db upgrade
	@.venv/bin/city demo
	@$(SERVE)

setup: ## install what is missing: system packages, Python environment, scripts by others, translations
	@scripts/system-packages.sh run
	@scripts/set-up.sh run

serve: ## serve what is set up already, and run the jobs
	@scripts/set-up.sh texts
	@$(SERVE)

test: lint test-sqlite test-postgres ## set up and run everything CI runs

lint: set-up-for-tests ## check style (ruff) and who imports whom (import-linter)
	.venv/bin/ruff check .
	@! grep -qs importlinter pyproject.toml .importlinter || .venv/bin/lint-imports

test-sqlite: set-up-for-tests ## run every test, on SQLite with SpatiaLite
	env -u TEST_DATABASE_URL .venv/bin/pytest -n auto --maxprocesses 4

test-postgres: set-up-for-tests ## run the tests that need a database again, on PostgreSQL with PostGIS
	scripts/test-postgres.sh

bench: set-up-for-bench ## measure against peers; each program in bench/ prints a ratio
	@for program in bench/[a-z]*.py; do echo "== $$program"; PYTHONPATH=. .venv/bin/python $$program || exit 1; done
	@for program in importing departures planner routers; do echo "== $$program"; .venv/bin/python -m bench.transit.$$program || exit 1; done

translations: setup ## collect the texts to translate into the catalogues of city/translations
	mkdir -p build
	.venv/bin/pybabel -q extract -F babel.cfg -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 \
		--add-location=file --sort-by-file -o $(CATALOGUE) $(CODE)
	.venv/bin/pybabel -q update --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
		-i $(CATALOGUE) -d city/translations

clean: ## remove all that set-up and tests made; the database in instance/ stays
	rm -rf .venv .tools node_modules static/vendor build *.egg-info .pytest_cache .ruff_cache .import_linter_cache
	find static -name '*.gz' -delete -o -name '*.br' -delete
	find $(CODE) -name '*.mo' -delete
	find $(CODE) tests bench -name __pycache__ -prune -exec rm -rf {} +

set-up-for-tests:
	@scripts/system-packages.sh test
	@scripts/set-up.sh test

set-up-for-bench:
	@scripts/system-packages.sh bench
	@scripts/set-up.sh bench
