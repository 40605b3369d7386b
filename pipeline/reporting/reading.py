"""Reading `evidence.duckdb` into what there is to show; every count is taken as the file has it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from pipeline.building.database import read_database
from pipeline.errors import BuildError
from pipeline.records import STANCES
from pipeline.reporting.findings import (
    Box,
    Change,
    Claim,
    Concern,
    Findings,
    Mechanism,
    Report,
    Run,
    Scale,
    Scenario,
    Stratum,
    Study,
    Support,
)
from pipeline.reporting.words import WORDS

# Characters of an abstract shown on each side of a quote: at most so many, and so many in all.
MOST_CONTEXT = 140
ALL_CONTEXT = 500_000

Row = dict[str, Any]

REPORTS = """
SELECT tags.claim_id, articles.study_id, tags.pmid, tags.stance, tags.quote, tags.quote_start,
       tags.quote_end, tags.section, tags.rule, tags.confidence, tags.source, tags.is_spin,
       coalesce(articles.title, articles.vernacular_title, '(no title)') AS title,
       'https://pubmed.ncbi.nlm.nih.gov/' || tags.pmid || '/' AS pubmed_url,
       articles.abstract
FROM tags
JOIN votes USING (claim_id)
JOIN articles ON articles.pmid = tags.pmid AND articles.study_id = votes.study_id
JOIN screening ON screening.pmid = tags.pmid
WHERE screening.population IS NOT NULL
ORDER BY tags.claim_id, articles.study_id, tags.stance <> votes.stance, tags.pmid
"""

STUDIES = """
SELECT votes.claim_id, votes.stance, votes.direction, votes.is_merged, studies.*
FROM votes JOIN studies USING (study_id)
ORDER BY votes.claim_id, population = 'animal', population = 'review',
         studies.year DESC NULLS LAST, studies.study_id
"""

SCALES = """
SELECT * FROM effect_summary
WHERE n_studies > 1
ORDER BY claim_id, population = 'review', population = 'animal', n_studies DESC, outcome, measure
"""

STRATA = """
SELECT * FROM claim_support_by
ORDER BY claim_id, stratum_kind, stratum = 'not stated', n_studies DESC, stratum
"""


@contextmanager
def open_database(path: Path) -> Iterator[DuckDBPyConnection]:
    """Open the file read-only; `BuildError` where it is missing, broken or of an older shape."""
    with read_database(path) as connection:
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise BuildError(path, str(error).splitlines()[0], do="build it with `make`") from None


def findings_of(path: Path) -> Findings:
    """Open the file, read all that is shown, close it."""
    with open_database(path) as connection:
        return read_findings(connection)


def read_findings(connection: DuckDBPyConnection) -> Findings:
    """Read all that is shown; claims, boxes and runs in the order of their `position`."""
    names = WORDS | {
        (row["field"], row["word"]): row["name"]
        for row in _rows(connection, "SELECT field, word, name FROM vocabulary")
    }
    review = next(_rows(connection, "SELECT * FROM review"))
    runs = tuple(_run(row) for row in _rows(connection, "SELECT * FROM runs ORDER BY run"))
    boxes = _rows(connection, "SELECT * EXCLUDE position FROM prisma_flow ORDER BY position")
    return Findings(
        title=review["title"],
        question=review["question"],
        article=review["article"],
        claims=tuple(_claims(connection, names)),
        mechanisms=tuple(_mechanisms(connection)),
        flow=tuple(Box(**row) for row in boxes),
        runs=runs,
        changes=tuple(
            _pick(Change, row)
            for row in _rows(connection, "SELECT * FROM changes ORDER BY position")
        ),
        disclaimer=next(_rows(connection, "SELECT disclaimer FROM runs"))["disclaimer"],
        names=names,
    )


def _claims(
    connection: DuckDBPyConnection, names: Mapping[tuple[str, str], str]
) -> Iterator[Claim]:
    found = list(_rows(connection, REPORTS))
    context = min(MOST_CONTEXT, ALL_CONTEXT // (2 * len(found) or 1))
    reports = _by((_around(row, context) for row in found), "claim_id", "study_id")
    studies = _by(_rows(connection, STUDIES), "claim_id")
    strata = _by(_rows(connection, STRATA), "claim_id")
    concerns = _by(
        _rows(connection, "SELECT * FROM certainty ORDER BY claim_id, position"), "claim_id"
    )
    scenarios = _by(
        _rows(connection, "SELECT * FROM sensitivity ORDER BY claim_id, position"), "claim_id"
    )
    scales = _by(_rows(connection, SCALES), "claim_id")
    query = "SELECT * FROM claim_support JOIN claims USING (claim_id) ORDER BY claims.position"
    for row in _rows(connection, query):
        claim = row["claim_id"]
        precision = tuple(row[f"tagger_precision{end}"] for end in ("", "_low", "_high"))
        yield Claim(
            id=claim,
            name=row["name"],
            statement=row["statement"],
            mechanism=row["mechanism"],
            verdict=row["verdict"],
            certainty=row["certainty"],
            people=_support(row),
            randomized=_support(row, "rct_"),
            sham=_support(row, "sham_rct_"),
            animals=_support(row, "animal_"),
            reviews=_support(row, "review_"),
            n_favours=row["n_favours"],
            n_against=row["n_against"],
            sign_test_p=row["sign_test_p"],
            precision=None if precision[0] is None else precision,
            n_checked=row["n_tagger_checked"],
            concerns=tuple(_pick(Concern, concern) for concern in concerns.get((claim,), ())),
            scenarios=tuple(
                _pick(Scenario, scenario, support=_support(scenario))
                for scenario in scenarios.get((claim,), ())
            ),
            scales=tuple(_pick(Scale, scale) for scale in scales.get((claim,), ())),
            strata=tuple(_stratum(stratum, names) for stratum in strata.get((claim,), ())),
            studies=tuple(
                _pick(
                    Study,
                    study,
                    reports=tuple(
                        _pick(Report, report) for report in reports[claim, study["study_id"]]
                    ),
                )
                for study in studies.get((claim,), ())
            ),
        )


def _mechanisms(connection: DuckDBPyConnection) -> Iterator[Mechanism]:
    query = """
    SELECT * FROM mechanism_support JOIN claims USING (claim_id)
    ORDER BY position, population = 'review', population = 'animal'
    """
    for row in _rows(connection, query):
        yield _pick(Mechanism, row, support=_support(row))


def _stratum(row: Row, names: Mapping[tuple[str, str], str]) -> Stratum:
    kind, word = row["stratum_kind"], row["stratum"]
    return Stratum(kind=kind, word=word, name=names.get((kind, word), word), support=_support(row))


def _around(row: Row, context: int) -> Row:
    """Put the words around the quote in the place of the abstract."""
    abstract, start, end = row.pop("abstract"), row["quote_start"], row["quote_end"]
    if row["quote"] is None or start is None:
        return row | {"before": "", "after": ""}
    before, after = abstract[:start], abstract[end:]
    if len(before) > context:
        before = "… " + before[-context:].partition(" ")[2]
    if len(after) > context:
        after = after[:context].rpartition(" ")[0] + " …"
    return row | {"before": before, "after": after}


def _run(row: Row) -> Run:
    end = row["end_date"]
    return _pick(Run, row, warnings=tuple(row["warnings"]), end_date=end and end.date().isoformat())


def _support(row: Row, prefix: str = "") -> Support:
    return Support(
        counts={stance: row[f"n_{prefix}{stance}"] for stance in STANCES},
        share=row[f"{prefix}share_supporting"],
        low=row[f"{prefix}share_low"],
        high=row[f"{prefix}share_high"],
    )


def _pick(shape: type, row: Row, **more: Any) -> Any:
    """Make a shape of the columns that bear the names of its fields; lists become tuples."""
    known = {
        name: tuple(value) if isinstance(value := row[name], list) else value
        for name in shape.__dataclass_fields__
        if name in row
    }
    return shape(**known | more)


def _by(found: Iterable[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows that are sorted by the columns, grouped by them."""

    def key(row: Row) -> tuple[Any, ...]:
        return tuple(row[column] for column in columns)

    return {group: list(members) for group, members in groupby(found, key)}


def _rows(connection: DuckDBPyConnection, query: str) -> Iterator[Row]:
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
