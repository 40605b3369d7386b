"""Bring the plan, the snapshot's list of records and the stages' files into the database.

Nothing gets past `check` that contradicts something else: it raises `BuildError` with the first
contradiction in a sentence.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.building.database import Connection, insert, statements
from pipeline.errors import BuildError
from pipeline.manifest import Manifest
from pipeline.protocol import Protocol
from pipeline.protocol.synthesis import Scenario, Synthesis
from pipeline.records import Article, Decision, Tag, read_records
from pipeline.studies import Report, studies_of

RECORD_TYPES = {"articles": Article, "screening": Decision, "tags": Tag}


def load_plan(connection: Connection, plan: Protocol) -> None:
    """Fill the tables that say what the review decided, and those that the SQL counts by."""
    connection.execute(statements("plan.sql"))
    search = plan.search
    insert(connection, "review", [(search.title, search.question.strip(), search.article.strip())])
    insert(
        connection,
        "claims",
        [
            (claim.id, position, claim.name, claim.statement, claim.kind, claim.mechanism)
            for position, claim in enumerate(plan.claims.claims, start=1)
        ],
    )
    criteria = plan.criteria
    insert(
        connection,
        "exclusion_rules",
        [(rule.id, position, rule.sentence) for position, rule in enumerate(criteria.rules, 1)],
    )
    words = {
        "modality": criteria.modalities,
        "aetiology": criteria.aetiologies,
        "comparator": criteria.comparators,
        "design": criteria.designs,
    }
    insert(
        connection,
        "vocabulary",
        [
            (field, word.id, position, word.name, getattr(word, "needling", None))
            for field, listed in words.items()
            for position, word in enumerate(listed, start=1)
        ],
    )
    insert(
        connection,
        "overrides",
        [(o.pmid, o.field, o.value, o.reason, o.who, o.date) for o in plan.overrides],
    )
    _load_rules(connection, plan.synthesis)


def _load_rules(connection: Connection, synthesis: Synthesis) -> None:
    votes, measures = synthesis.votes, synthesis.measures
    populations = {
        "human": votes.human, "animal": votes.animal, "review": votes.review, None: votes.never
    }  # fmt: skip
    insert(
        connection,
        "design_votes",
        [
            (design, population, strength, design in votes.randomized)
            for population, designs in populations.items()
            for strength, design in enumerate(designs, start=1)
        ],
    )
    everything = Scenario(id="all", description="all studies, as the review has it")
    insert(
        connection,
        "scenarios",
        [
            (
                scenario.id,
                position,
                scenario.description,
                scenario.is_randomized,
                scenario.has_sham,
                scenario.needling,
                scenario.min_confidence,
                scenario.max_country_share,
                scenario.min_country_votes,
            )
            for position, scenario in enumerate((everything, *synthesis.scenarios), start=1)
        ],
    )
    starts = measures.period_starts
    names = [f"before {starts[0]}", *(f"{start}-{end - 1}" for start, end in pairwise(starts))]
    periods = list(zip((0, *starts), (*names, f"since {starts[-1]}"), strict=True))
    insert(connection, "periods", periods)
    for variable, value in {
        "sham_comparators": list(votes.sham_comparators),
        "comparable_effects": list(measures.comparable_effects),
        "disclaimer": synthesis.disclaimer,
    }.items():
        connection.execute(f"SET VARIABLE {variable} = $value", {"value": value})


def load_snapshot_records(connection: Connection, manifest: Manifest) -> None:
    """Note which PMIDs the snapshot holds, in how many copies, for the PRISMA flow."""
    copies = Counter(pmid for batch in manifest.batches for pmid in batch.pmids)
    held = pa.table(
        {
            "pmid": pa.array(copies.keys(), pa.int64()),
            "n_copies": pa.array(copies.values(), pa.int64()),
        }
    )
    connection.register("held", held)
    connection.execute("CREATE TEMP TABLE snapshot_records AS FROM held")
    connection.unregister("held")
    n_missing = len({missing.pmid for missing in manifest.missing} - copies.keys())
    connection.execute("SET VARIABLE n_missing = $n", {"n": n_missing})


def stage(connection: Connection, staged: Mapping[str, Path]) -> None:
    """Read the stages' files; where DuckDB cannot, find the line that is at fault."""
    for variable, path in staged.items():
        connection.execute(f"SET VARIABLE {variable} = $path", {"path": str(path)})
    try:
        connection.execute(statements("stage.sql"))
    except duckdb.Error:
        for variable, path in staged.items():
            for _ in read_records(path, RECORD_TYPES[variable]):
                pass
        raise


def check(connection: Connection, checks: str, places: Mapping[str, Path]) -> None:
    """Stop the build at the first fault that the SQL file `checks` finds."""
    for place, wrong, remedy in connection.execute(statements(checks)).fetchall():
        raise BuildError(places[place], wrong, do=remedy)


def group_studies(connection: Connection, synthesis: Synthesis) -> None:
    """Say of each article which study it reports."""
    rows = connection.execute(statements("reports.sql")).fetchall()
    reports = (
        Report(
            pmid=pmid,
            family=family,
            design=design,
            registry_ids=tuple(registry_ids),
            links=tuple(zip(kinds, others, strict=True)),
            first_author=first_author,
            year=year,
            sample_size=sample_size,
            aetiology=tuple(aetiology),
            may_be_guessed=may_be_guessed,
        )
        for (
            pmid, family, design, registry_ids, kinds, others, first_author, year, sample_size,
            aetiology, may_be_guessed,
        ) in rows
    )  # fmt: skip
    rules = synthesis.studies
    studies = studies_of(
        reports, max_years=rules.guess_max_years, min_sample_size=rules.guess_min_sample_size
    )
    found = pa.table(
        {
            "pmid": pa.array(studies.keys(), pa.int64()),
            "study_id": pa.array([study for study, _ in studies.values()], pa.int64()),
            "links": pa.array([links for _, links in studies.values()], pa.list_(pa.string())),
        }
    )
    connection.register("found", found)
    connection.execute("CREATE TEMP TABLE study_of AS FROM found")
    connection.unregister("found")
