"""What the table of studies can be filtered by: tokens on its rows, and the choices that ask them.

A token is a letter and a word (`p-human`, `s-supports`, `k-south-korea`); a number elsewhere on
the page opens the rows that bear all tokens it names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.reporting.findings import Findings, Study
from pipeline.reporting.words import NOT_STATED, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice of a filter."""

    token: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A drop-down list over the table; `letter` begins its tokens."""

    letter: str
    heading: str
    options: tuple[Option, ...]


def token(letter: str, word: str) -> str:
    """The token that asks for a word."""
    return f"{letter}-{slug(word)}"


def tokens(study: Study) -> Iterator[str]:
    """The tokens of one row."""
    yield token("p", study.population)
    yield token("s", study.stance)
    yield token("d", study.design)
    if study.is_randomized:
        yield token("x", "randomized")
        if study.has_sham:
            yield token("x", "sham")
    yield from (token("c", word) for word in study.comparator or (NOT_STATED,))
    yield from (token("a", word) for word in study.aetiology or (NOT_STATED,))
    yield token("k", study.country or NOT_STATED)


def select_filters(studies: Sequence[Study], found: Findings) -> tuple[Filter, ...]:
    """The filters of one claim's table, with the choices that its studies leave."""

    def options(letter: str, field: str, words: Iterable[str]) -> tuple[Option, ...]:
        present = set(words)
        known = [word for listed, word in found.names if listed == field and word in present]
        rest = sorted(present.difference(known))
        return tuple(
            Option(token=token(letter, word), name=found.name(field, word))
            for word in (*known, *rest)
        )

    rigour = (
        Option(token=token("x", "randomized"), name="randomised"),
        Option(token=token("x", "sham"), name="randomised, against sham"),
    )
    every = (
        Filter(
            letter="p",
            heading="Studied",
            options=options("p", "population", (study.population for study in studies)),
        ),
        Filter(
            letter="s",
            heading="Result",
            options=options("s", "stance", (study.stance for study in studies)),
        ),
        Filter(
            letter="d",
            heading="Design",
            options=options("d", "design", (study.design for study in studies)),
        ),
        Filter(letter="x", heading="Rigour", options=rigour),
        Filter(
            letter="c",
            heading="Compared with",
            options=options("c", "comparator", _words(study.comparator for study in studies)),
        ),
        Filter(
            letter="a",
            heading="Cause",
            options=options("a", "aetiology", _words(study.aetiology for study in studies)),
        ),
        Filter(
            letter="k",
            heading="Country",
            options=options("k", "country", (study.country or NOT_STATED for study in studies)),
        ),
    )
    return tuple(each for each in every if each.options)


def _words(lists: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for words in lists:
        yield from words or (NOT_STATED,)
