# The review from query to answer. `make help` lists the targets.

PYTHON   ?= python3
PROTOCOL ?= protocol
RAW      ?= data/raw
OUT      ?= data/processed
WORKERS  ?= 1
N        ?= 20
SHEET    ?= review.csv

# The corpus to build: `pubmed` once `make fetch` has run, until then the one that comes with us.
BUILD_CORPUS  := $(if $(CORPUS),$(CORPUS),$(if $(wildcard $(RAW)/pubmed/manifest.json),pubmed,digest))
FETCH_CORPUS  := $(or $(CORPUS),pubmed)
IMPORT_CORPUS := $(or $(CORPUS),import)
SCAN_CORPUS   := $(or $(CORPUS),baseline)

ifneq ($(or $(findstring /,$(CORPUS)),$(word 2,$(CORPUS))),)
$(error CORPUS='$(CORPUS)': name it by one word of letters, digits, - and _)
endif
ifneq ($(word 2,$(PROTOCOL)),)
$(error PROTOCOL='$(PROTOCOL)': name a folder without spaces)
endif

SNAPSHOT := $(RAW)/$(BUILD_CORPUS)
BUILT    := $(OUT)/$(BUILD_CORPUS)
RUN      := .venv/bin/python -m pipeline
# How often the tagger is right, where it was measured with this protocol.
OWN      := $(filter protocol protocol/,$(PROTOCOL))
MEASURED := $(if $(OWN),$(wildcard evaluation/measured.json))
SHARED   := pipeline/__main__.py pipeline/errors.py pipeline/files.py pipeline/records.py

# Where the snapshot has had more than one run, the state before the last one is built as well, by
# the same rules, so that the build can tell what that run changed.
N_RUNS := $(shell grep -c '^ *"kind":' $(SNAPSHOT)/manifest.json 2>/dev/null)
BEFORE := $(if $(filter-out 0 1,$(N_RUNS)),$(BUILT)/before/evidence.duckdb)
STATE   = $(if $(filter $(BUILT)/before/%,$@),--before-last-run)

# What was built before from another snapshot or protocol is stale, whatever the dates say.
INPUTS := $(BUILT)/.inputs
GIVEN  := $(SNAPSHOT) $(PROTOCOL) $(wildcard $(PROTOCOL)/overrides.csv) $(MEASURED)
GIVEN  := $(SNAPSHOT) $(PROTOCOL) $(wildcard $(PROTOCOL)/overrides.csv) $(MEASURED)
GIVEN  := $(SNAPSHOT) $(PROTOCOL) $(wildcard $(PROTOCOL)/overrides.csv) $(MEASURED)
ifneq ($(and $(wildcard $(SNAPSHOT)/manifest.json),$(filter all notebooks,$(or $(MAKECMDGOALS),all))),)
$(shell mkdir -p $(BUILT); echo '$(GIVEN)' | cmp -s - $(INPUTS) || echo '$(GIVEN)' > $(INPUTS))
endif

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all fetch update import scan evaluate review sql docs notebooks bench own-protocol roles calibrate digest test check lock clean help

all: $(BUILT)/report.html  ## build the report and the DuckDB file (CORPUS=, PROTOCOL=)

.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "error: $(PYTHON): Python 3.11 or newer is needed; try make PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(RAW)/%/manifest.json:
	@echo "error: $@: there is no such snapshot; make fetch, make import or make scan writes one" >&2; exit 2

$(PROTOCOL)/%.toml:
	@echo "error: $@: there is no such file; point PROTOCOL= at a folder that holds it" >&2; exit 2

$(INPUTS): | $(SNAPSHOT)/manifest.json

LANGUAGE := $(wildcard pipeline/language/*.* pipeline/language/*/*.py pipeline/protocol/*.py)

$(BUILT)/articles.jsonl $(BUILT)/before/articles.jsonl: $(INPUTS) $(SNAPSHOT)/manifest.json pipeline/parse.py pipeline/snapshot.py pipeline/manifest.py $(wildcard pipeline/pubmed/*) $(SHARED) | .venv/.installed
	$(RUN) parse --snapshot $(SNAPSHOT) --articles $@ $(STATE)

$(BUILT)/screening.jsonl $(BUILT)/before/screening.jsonl: %screening.jsonl: %articles.jsonl $(PROTOCOL)/criteria.toml $(wildcard $(PROTOCOL)/overrides.csv) pipeline/screen.py $(wildcard pipeline/screening/*) $(LANGUAGE)
	$(RUN) screen --articles $< --protocol $(PROTOCOL) --screening $@ $(STATE)

$(BUILT)/tags.jsonl $(BUILT)/before/tags.jsonl: %tags.jsonl: %articles.jsonl $(PROTOCOL)/claims.toml $(wildcard $(PROTOCOL)/overrides.csv) pipeline/tag.py $(LANGUAGE)
	$(RUN) tag --articles $< --protocol $(PROTOCOL) --tags $@

$(BUILT)/evidence.duckdb: $(BEFORE)
$(BUILT)/evidence.duckdb $(BUILT)/before/evidence.duckdb: %evidence.duckdb: %articles.jsonl %screening.jsonl %tags.jsonl $(wildcard $(PROTOCOL)/*) $(MEASURED) pipeline/build.py pipeline/studies.py pipeline/synthesis.py pipeline/measured.py $(wildcard pipeline/building/*.py) $(wildcard pipeline/sql/*) $(wildcard pipeline/protocol/*.py)
	$(RUN) build --snapshot $(SNAPSHOT) --articles $(@D)/articles.jsonl \
	  --screening $(@D)/screening.jsonl --tags $(@D)/tags.jsonl --protocol $(PROTOCOL) \
	  $(addprefix --measured ,$(MEASURED)) --database $@ \
	  $(or $(STATE),$(addprefix --before ,$(BEFORE)))

$(BUILT)/report.html: $(BUILT)/evidence.duckdb pipeline/report.py pipeline/exports.py $(wildcard pipeline/reporting/*.py pipeline/templates/*)
	$(RUN) report --database $< --report $@ --exports $(BUILT)/exports

fetch: .venv/.installed  ## bring all matching records from PubMed (NCBI_EMAIL=you@example.org)
	$(RUN) fetch --protocol $(PROTOCOL) --snapshot $(RAW)/$(FETCH_CORPUS)

update: .venv/.installed  ## bring what PubMed has added, changed or withdrawn since
	$(RUN) fetch --update --protocol $(PROTOCOL) --snapshot $(RAW)/$(FETCH_CORPUS)

import: .venv/.installed  ## take records from exported files (FROM=path CORPUS=name)
	@test -n "$(FROM)" || { echo "error: make import: FROM= is missing; make import FROM=path CORPUS=name" >&2; exit 2; }
	$(RUN) import --from "$(FROM)" --snapshot $(RAW)/$(IMPORT_CORPUS)

scan: .venv/.installed  ## take matching records from PubMed's baseline files (BASELINE=folder WORKERS=n SCHEDULER=tcp://…)
	@test -n "$(BASELINE)" || { echo "error: make scan: BASELINE= is missing; make scan BASELINE=folder" >&2; exit 2; }
	$(RUN) scan --baseline "$(BASELINE)" --protocol $(PROTOCOL) --workers $(WORKERS) $(if $(SCHEDULER),--scheduler $(SCHEDULER)) --snapshot $(RAW)/$(SCAN_CORPUS)

review: .venv/.installed  ## list the N= tags to check next, or take a filled sheet over (FROM=review.csv)
ifdef FROM
	$(RUN) review --filled "$(FROM)" --protocol $(PROTOCOL)
else
	@$(MAKE) --no-print-directory all
	$(RUN) review --database $(BUILT)/evidence.duckdb --n $(N) --sheet $(SHEET)
endif

sql: .venv/.installed  ## ask the DuckDB file, read-only
	@if command -v duckdb >/dev/null; then duckdb -readonly $(BUILT)/evidence.duckdb; \
	else $(RUN) sql --database $(BUILT)/evidence.duckdb; fi

notebooks: .venv/.installed-dev $(BUILT)/report.html  ## run the notebooks on the build, to HTML beside its report
	EVIDENCE=$(abspath $(BUILT)/evidence.duckdb) .venv/bin/python -m nbconvert --log-level=ERROR \
	  --ExecutePreprocessor.extra_arguments=--log-level=ERROR \
	  --HTMLExporter.require_js_url= --HTMLExporter.mathjax_url= \
	  --HTMLExporter.mermaid_js_url= --HTMLExporter.mermaid_layout_elk_js_url= \
	  --to html --execute --output-dir $(BUILT)/notebooks notebooks/*.ipynb

docs: .venv/.installed  ## write the pages that are made from the code
	$(RUN) reference --page docs/reference.md
	$(RUN) codebook --protocol protocol --page docs/codebook.md
	@$(MAKE) --no-print-directory CORPUS=digest PROTOCOL=protocol all > /dev/null
	$(RUN) answers --database $(OUT)/digest/evidence.duckdb --readme README.md

evaluate: .venv/.installed | own-protocol  ## measure screen and tagger on the coded records
	$(RUN) evaluate --coded evaluation/coded.jsonl --written evaluation/written.jsonl --protocol $(PROTOCOL) \
	  --notes evaluation/notes.md --page docs/evaluation.md --figures evaluation/measured.json \
	  $(addprefix --articles ,$(wildcard $(BUILT)/articles.jsonl))

own-protocol:
	@$(if $(OWN),,echo "error: $(PROTOCOL): the coded records are of the protocol that comes with the project; make evaluate without PROTOCOL=" >&2; exit 2)

roles: .venv/.installed-dev  ## train the weights of sentence roles again (PUBMED=file.xml.gz)
	.venv/bin/python -m evaluation.train_roles --pubmed "$(PUBMED)" --weights pipeline/language/roles.tsv

calibrate: .venv/.installed | own-protocol  ## measure again how often each rule of the tagger is right
	.venv/bin/python -m evaluation.calibrate --coded evaluation/coded.jsonl --written evaluation/written.jsonl --protocol $(PROTOCOL) --table pipeline/language/confidence.tsv

digest: .venv/.installed  ## make the corpus that comes with the project again
	.venv/bin/python -m evaluation.digest --coded evaluation/coded.jsonl --snapshot data/raw/digest

bench: .venv/.installed-dev  ## measure scan, retrieval, build and tagger beside their peers
	.venv/bin/python -m benchmarks.scan
	.venv/bin/python -m benchmarks.retrieval
	.venv/bin/python -m benchmarks.build
	.venv/bin/python -m benchmarks.tagger

test: .venv/.installed-dev  ## run the tests
	.venv/bin/python -m pytest

check: .venv/.installed-dev  ## lint, format, and generated pages that must be fresh
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(RUN) reference --page docs/reference.md --check
	$(RUN) codebook --protocol protocol --page docs/codebook.md --check
	$(RUN) evaluate --coded evaluation/coded.jsonl --written evaluation/written.jsonl --protocol protocol --notes evaluation/notes.md \
	  --page docs/evaluation.md --figures evaluation/measured.json --check
	@$(MAKE) --no-print-directory CORPUS=digest PROTOCOL=protocol all > /dev/null
	$(RUN) answers --database $(OUT)/digest/evidence.duckdb --readme README.md --check
	@if .venv/bin/python -m evaluation.picture | grep -vxFf docs/methods.md >&2; \
	then echo "error: docs/methods.md: these lines of its picture are stale" >&2; exit 2; fi

lock:  ## pin the dependencies again (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --custom-compile-command "make lock" --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:  ## remove what was built (CORPUS=: of one corpus); raw records stay
	rm -rf $(OUT)/$(or $(CORPUS),*)/

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
