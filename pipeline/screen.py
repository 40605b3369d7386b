"""Screening: for each article, whether it is eligible and why not, and what kind of study it is."""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from tqdm import tqdm

from pipeline.protocol import load_criteria, load_overrides
from pipeline.protocol.criteria import Criteria
from pipeline.protocol.overrides import Override
from pipeline.records import Article, Decision, read_records, write_records
from pipeline.screening.comparator import Comparators
from pipeline.screening.corrections import Corrections
from pipeline.screening.design import Designs, species_of
from pipeline.screening.eligibility import Finding, reason_against
from pipeline.screening.reader import Reader
from pipeline.screening.sample_size import Counts, size_of
from pipeline.screening.subject import Axis, Subject


class Screen:
    """The criteria, ready to decide. Building one takes a moment; deciding does not."""

    def __init__(self, criteria: Criteria) -> None:
        self._criteria = criteria
        self._reader = Reader(criteria)
        self._designs = Designs(criteria.signs)
        self._comparators = Comparators(criteria)
        self._axes = (
            Axis("modality", criteria.modalities, sites=("site",)),
            Axis("aetiology", criteria.aetiologies),
        )
        self._needling = frozenset(part.id for part in criteria.modalities if part.needling)

    def decide(self, article: Article) -> Decision:
        """Judge one article from its title, abstract, headings and publication types alone."""
        criteria = self._criteria
        reading = self._reader.read(article)
        counts = Counts(reading)
        species = species_of(reading, criteria.species)
        intervention, condition = (Subject(axis, reading) for axis in self._axes)
        reason = reason_against(Finding(reading, intervention, condition, species), criteria.rules)
        design = self._designs.design_of(reading, species, counts)
        is_review = design in criteria.counting.pooling
        modality, aetiology = (axis.kinds(reading, is_review=is_review) for axis in self._axes)
        sample_size, n_studies = size_of(counts, design, species, criteria.counting)
        return Decision(
            pmid=article.pmid,
            is_eligible=reason is None,
            reason=reason,
            design=design,
            species=species,
            modality=modality,
            aetiology=aetiology,
            comparator=self._comparators.of(reading, design, species),
            needling=not self._needling.isdisjoint(modality),
            sample_size=sample_size,
            n_studies=n_studies,
        )


def decisions(
    articles: Iterable[Article],
    criteria: Criteria,
    overrides: Iterable[Override] = (),
    *,
    before_last_run: bool = False,
) -> Iterator[Decision]:
    """Give one decision an article, in their order, with the reviewer's corrections applied.

    Raises `ProtocolError`, at the end, for a correction of an article that is not there, unless
    these are the articles `before_last_run`, when it may not have come in yet.
    """
    screen = Screen(criteria)
    corrections = Corrections(overrides, criteria)
    for article in articles:
        yield corrections.apply(screen.decide(article))
    if not before_last_run:
        corrections.check_all_applied()


def run(*, articles: Path, protocol: Path, screening: Path, before_last_run: bool = False) -> None:
    """Write `screening`, one decision a line, for the file of articles."""
    read_articles = tqdm(
        read_records(articles, Article), desc="screen", unit=" articles", disable=None, leave=False
    )
    write_records(
        screening,
        decisions(
            read_articles,
            load_criteria(protocol),
            load_overrides(protocol),
            before_last_run=before_last_run,
        ),
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the settings of `run`."""
    parser.add_argument("--articles", type=Path, required=True, help="articles.jsonl of `parse`")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--screening", type=Path, required=True, help="screening.jsonl to write")
    parser.add_argument(
        "--before-last-run", action="store_true", help="overrides may lack their articles"
    )
