# Everything a person does with Sijil. The work is in scripts/, one file a command.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
export PYTHON PORT

.DEFAULT_GOAL := help
.PHONY: $(shell sed -nE 's/^([a-z-]+):.*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: ## virtual environment with the pinned packages of the site, the tests and the checks
	@bash scripts/setup.sh dev

run: ## from a clone to the site on 127.0.0.1:8000 (make run PORT=9000)
	@exec bash scripts/run.sh

test: ## every test that needs no root and no server (make test ARGS='-k dates')
	@bash scripts/test.sh $(ARGS)

test-browser: ## the tests that drive Chromium, which is installed when missing
	@bash scripts/test_browser.sh $(ARGS)

test-postgres: ## every test that uses the database, on a PostgreSQL server, which is installed when missing
	@bash scripts/test_postgres.sh $(ARGS)

test-opensearch: ## the tests that need OpenSearch, on a real cluster of three nodes; Java is installed when missing
	@bash scripts/test_opensearch.sh $(ARGS)

test-resilience: ## kills, full disks, reloads, a soak, damage (an hour or more; SHORT=1 make test-resilience: minutes)
	@bash scripts/test_resilience.sh $(ARGS)

check: ## lint, format, types, templates, migrations, deployment settings, translations, lock files
	@bash scripts/check.sh

bench: ## how fast searches are, beside other engines (SIZES=1000 make bench ARGS='--queries 50')
	@bash scripts/bench.sh $(ARGS)

bench-search: ## quality and speed of the search (make bench-search ARGS=real-path)
	@bash scripts/bench_search.sh $(ARGS)

bench-ingest: ## quality and speed of ingest (make bench-ingest ARGS="command copies")
	@bash scripts/bench_ingest.sh $(ARGS)

format: setup ## format the Python code
	@.venv/bin/python -m ruff check --quiet --fix-only .
	@.venv/bin/python -m ruff format .

translations: ## gather the strings of the sources into locale/ and compile them
	@bash scripts/translations.sh

lock: ## recompile the lock files (make lock UPGRADE=1 takes newer releases)
	@UPGRADE=$(UPGRADE) bash scripts/lock.sh

licences: setup ## list the licences of all dependencies in docs/licences.md
	@.venv/bin/python scripts/licences.py

sbom: setup ## write a bill of materials (CycloneDX) of the running site to sbom.cdx.json
	@.venv/bin/python scripts/sbom.py >sbom.cdx.json && echo sbom.cdx.json

image: ## build the container image and try it, without a container engine
	@bash scripts/build_image.sh

clean: ## remove the virtual environment and what tools left; the data folder stays
	@rm -rf .venv test-artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis
