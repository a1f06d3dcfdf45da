# Every command of the project. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
CARGO ?= cargo

.PHONY: help run dashboard screenshots demo test test-sqlite test-postgres check fmt-check clippy doc bench bench-databases chaos durability scale abuse chaos-build timing openapi golden clients regenerate clean-tree lint-openapi audit prerequisites

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: dashboard ## Build the server and serve on SQLite in ./data
	@scripts/before-build
	$(CARGO) build --package almond --bin almond
	@exec target/debug/almond serve

dashboard: ## Build the page that people use, if its source has changed
	@scripts/dashboard

screenshots: dashboard ## Pictures of the dashboard's pages, light and dark, phone and desktop, in target/screenshots
	@scripts/peers
	$(CARGO) build --package almond --bin almond
	@scripts/screenshots

demo: ## The whole story against a throw-away server, each step printed
	@scripts/prerequisites curl jq oathtool
	$(CARGO) build --bin almond
	@scripts/demo target/debug/almond

test: ## Every test, on SQLite and on PostgreSQL
	@scripts/prerequisites curl jq oathtool chromium nginx python3-venv postgres openssl systemd-analyze dbus-run-session gnome-keyring-daemon secret-tool pgbouncer sqlite3
	@scripts/peers
	@scripts/dashboard
	@CARGO="$(CARGO)" scripts/client-packages
	@echo "== building the programs and the tests"
	$(CARGO) build --workspace
	@$(MAKE) --no-print-directory test-sqlite test-postgres

test-sqlite:
	@echo "== every test on SQLite"
	$(CARGO) test --workspace

test-postgres:
	@echo "== every test that has a database, on PostgreSQL"
	scripts/with-postgres $(CARGO) test --package entity --package tests

check: fmt-check dashboard clippy doc audit demo regenerate clean-tree lint-openapi test ## What must be green before a commit lands; CI runs this

fmt-check:
	$(CARGO) fmt --all --check

# The server is looked at alone, too: in a build of everything, what another package asks of a library is there for all.
clippy:
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	$(CARGO) clippy --package almond -- -D warnings

doc:
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --document-private-items

bench: ## Throughput of the key check beside a bare hello, mints, revocations, memory
	@scripts/prerequisites wrk
	$(CARGO) build --release --bin almond --bin bench
	target/release/bench

bench-databases: ## Throughput of the key check on SQLite and on PostgreSQL, side by side
	@scripts/prerequisites wrk postgres
	$(CARGO) build --release --bin almond --bin bench
	scripts/with-postgres bash -c 'target/release/bench databases "$$ALMOND_TEST_POSTGRES_URL/postgres"'

chaos: ## Revocations on three nodes while they are paused, killed and cut off: stale accepts, and how long each takes
	@$(MAKE) --no-print-directory chaos-build
	$(DURABLE) target/release/chaos faults

durability: ## kill -9 in the moment of an answer, 1,000 times on SQLite and on PostgreSQL: acknowledged writes lost
	@$(MAKE) --no-print-directory chaos-build
	$(DURABLE) target/release/chaos durability

scale: ## What a change costs with up to 100 nodes, measured, and with up to 1,000 nodes and 100 million keys, simulated
	@$(MAKE) --no-print-directory chaos-build
	$(DURABLE) target/release/chaos nodes
	target/release/chaos simulate

abuse: ## Attackers of each kind against a node, on SQLite and on PostgreSQL: what another tenant feels of them
	@$(MAKE) --no-print-directory chaos-build
	$(DURABLE) target/release/chaos abuse

# A PostgreSQL that flushes what it commits, as in production.
DURABLE := ALMOND_POSTGRES_OPTIONS="-c fsync=on -c full_page_writes=on" scripts/with-postgres

chaos-build:
	@scripts/prerequisites postgres
	$(CARGO) build --release --bin almond --bin chaos

timing: ## Whether the time of an answer tells a known address from an unknown one
	$(CARGO) build --release --bin almond
	scripts/timing

openapi: ## Write openapi.json and openapi-dialects.json from the handlers and their rules
	$(CARGO) run --quiet --bin almond -- openapi | scripts/write-if-changed openapi.json
	$(CARGO) run --quiet --bin almond -- openapi --dialects | scripts/write-if-changed openapi-dialects.json

lint-openapi:
	@scripts/lint-openapi

golden: ## Write the golden tables again
	$(CARGO) build --workspace
	ALMOND_GOLDEN=write $(CARGO) test --quiet --package tests golden

clients: ## Write the generated halves of the clients from openapi.json
	@scripts/prerequisites python3-venv
	@CARGO="$(CARGO)" scripts/clients

# The golden tables are compared by `test` itself; writing them first would ask every question of theirs twice.
regenerate: openapi clients ## Write openapi.json, openapi-dialects.json, the clients and docs/settings.md
	$(CARGO) run --quiet --bin almond -- settings > docs/settings.md

clean-tree:
	@git diff --exit-code --stat && test -z "$$(git status --porcelain)" || { echo "uncommitted files, or generated ones that differ from what is checked in:"; git status --short; exit 1; }

audit: ## Licences, bans and sources of all dependencies, and advisories where their database can be had
	@scripts/prerequisites python3-venv
	@scripts/audit
