"""What the pipeline makes of the digest corpus beside what a person's coding would make of it.

`python -m evaluation.picture` builds the same records a second time, with the coder's decisions and
stances in place of the screen's and the tagger's, by the same rules; `docs/methods.md` tells what
was found.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import build
from pipeline.building.database import read_database
from pipeline.evaluation.coded import Coded, read_coded
from pipeline.protocol import load_criteria
from pipeline.protocol.criteria import Criteria
from pipeline.records import Article, Decision, Tag, read_records, write_records

ANSWERS = """
SELECT
    name,
    format('{} of {}', n_supports, n_conclusive) AS people,
    format('{} of {}', n_sham_rct_supports, n_sham_rct_studies - n_sham_rct_inconclusive) AS sham,
    format('{} of {}', n_animal_supports, n_animal_studies - n_animal_inconclusive) AS animals,
    verdict_id,
    certainty
FROM claim_support
ORDER BY position
"""


def main() -> None:
    """Print a row for each claim: ours, then the coder's."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coded", type=Path, default=Path("evaluation/coded.jsonl"))
    parser.add_argument("--built", type=Path, default=Path("data/processed/digest"))
    parser.add_argument("--snapshot", type=Path, default=Path("data/raw/digest"))
    parser.add_argument("--protocol", type=Path, default=Path("protocol"))
    chosen = parser.parse_args()
    articles = {a.pmid: a for a in read_records(chosen.built / "articles.jsonl", Article)}
    coded = [record for record in read_coded(chosen.coded) if record.pmid in articles]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        criteria = load_criteria(chosen.protocol)
        decisions = (decision_of(record, criteria) for record in coded)
        write_records(folder / "screening.jsonl", decisions)
        write_records(folder / "tags.jsonl", tags_of(coded, articles))
        build.run(
            snapshot=chosen.snapshot,
            articles=chosen.built / "articles.jsonl",
            screening=folder / "screening.jsonl",
            tags=folder / "tags.jsonl",
            protocol=chosen.protocol,
            database=folder / "evidence.duckdb",
        )
        theirs = answers(folder / "evidence.duckdb")
    print("| claim | whose | people | sham-controlled | animals | verdict | certainty |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for ours, coders in zip(answers(chosen.built / "evidence.duckdb"), theirs, strict=True):
        print(f"| {ours[0]} | ours | {' | '.join(ours[1:])} |")
        print(f"| | coder's | {' | '.join(coders[1:])} |")


def answers(database: Path) -> list[tuple[str, ...]]:
    """The five rows of a file, in short."""
    with read_database(database) as connection:
        return connection.execute(ANSWERS).fetchall()


def decision_of(record: Coded, criteria: Criteria) -> Decision:
    """The coder's decision; records left out have no reason of his, and get the last rule."""
    needling = {modality.id for modality in criteria.modalities if modality.needling}
    return Decision(
        pmid=record.pmid,
        is_eligible=record.eligible,
        reason=None if record.eligible else criteria.rules[-1].id,
        design=record.design,
        modality=record.modality,
        aetiology=record.aetiology,
        comparator=record.comparator,
        needling=not needling.isdisjoint(record.modality),
        sample_size=record.sample_size,
    )


def tags_of(coded: Iterable[Coded], articles: dict[int, Article]) -> Iterator[Tag]:
    """The coder's stances, each quoting the whole abstract."""
    for record in coded:
        abstract = articles[record.pmid].abstract
        for claim_id, stance in record.stance.items():
            if stance != "not_addressed":
                yield Tag(
                    pmid=record.pmid,
                    claim_id=claim_id,
                    stance=stance,
                    confidence=1.0,
                    quote=abstract,
                    quote_start=0,
                    quote_end=len(abstract),
                    rule="coded",
                )


if __name__ == "__main__":
    main()
