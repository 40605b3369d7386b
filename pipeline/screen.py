"""Screening: for each article, whether it is eligible and why not, and what kind of study it is."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.protocol import load_criteria, load_overrides
from pipeline.protocol.criteria import Criteria
from pipeline.protocol.overrides import Override
from pipeline.records import Article, Decision, read_records, write_records
from pipeline.screening.comparator import comparators_of
from pipeline.screening.corrections import Corrections
from pipeline.screening.design import design_of, species_of
from pipeline.screening.eligibility import Finding, reason_against
from pipeline.screening.reading import Reader
from pipeline.screening.sample_size import counts_of, size_of
from pipeline.screening.subject import Axis


class Screen:
    """The criteria, ready to decide. Building one takes a moment; deciding does not."""

    def __init__(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._reader = Reader(criteria)
        self._modality = Axis("modality", criteria.modalities, has_symptoms=False)
        self._aetiology = Axis("aetiology", criteria.aetiologies, has_symptoms=True)
        self._needling = frozenset(part.id for part in criteria.modalities if part.needling)

    def decide(self, article: Article) -> Decision:
        """Judge one article from its title, abstract, headings and publication types alone."""
        criteria = self._criteria
        reading = self._reader.read(article)
        finding = Finding(
            reading, self._modality.subject(reading), self._aetiology.subject(reading)
        )
        reason = reason_against(finding, criteria.rules)
        counts = counts_of(reading)
        species = species_of(reading, criteria.species)
        design = design_of(reading, criteria.signs, species, counts)
        sample_size, n_studies = size_of(counts, design, species, criteria.counting)
        return Decision(
            pmid=article.pmid,
            is_eligible=reason is None,
            reason=reason,
            design=design,
            species=species,
            modality=finding.intervention.kinds,
            aetiology=finding.condition.kinds,
            comparator=comparators_of(reading, criteria.comparators, design, species),
            needling=not self._needling.isdisjoint(finding.intervention.kinds),
            sample_size=sample_size,
            n_studies=n_studies,
        )


def decisions(
    articles: Iterable[Article], criteria: Criteria, overrides: Iterable[Override] = ()
) -> Iterator[Decision]:
    """Give one decision an article, in their order, with the reviewer's corrections applied.

    Raises `ProtocolError`, at the end, for a correction of an article that is not there.
    """
    screen = Screen(criteria)
    corrections = Corrections(overrides, criteria)
    for article in articles:
        yield corrections.apply(screen.decide(article))
    corrections.check_all_applied()


def run(*, articles: Path, protocol: Path, screening: Path) -> None:
    """Write `screening`, one decision a line, for the file of articles."""
    write_records(
        screening,
        decisions(
            read_records(articles, Article), load_criteria(protocol), load_overrides(protocol)
        ),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the settings of `run`."""
    parser.add_argument("--articles", type=Path, required=True, help="articles.jsonl of `parse`")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--screening", type=Path, required=True, help="screening.jsonl to write")
