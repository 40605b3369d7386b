"""How many people or animals took part; for a review, how many studies and whom they pooled."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from pipeline.language.words.numerals import numerals
from pipeline.language.words.vocabulary import Mention
from pipeline.protocol.criteria import Counting, Species
from pipeline.screening.groups import bare_total, in_equal_groups, second_group, sizes_of_groups
from pipeline.screening.reading import Reading

REACH = 45  # characters from a number to what it counts
NEAR = 30  # characters around a count in which words speak against it
ENROLLED = 2  # weight of a count beside words of enrolment
LONGEST = 30  # characters of a number written in words
_LONE = re.compile(r"[\s\w-]{0,40}[(\[]\s*n\s*=", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:to|-|–)\s*\d+(?:\.\d+)?\s?%")
_SPREAD = re.compile(r"±\s*\Z")
_CUT = re.compile(r"[.;:?!]\s|[()\[\]\n]")
# 'Of 208 studies, 19 were kept'
_OUT_OF = re.compile(r"(?:\A|[.;:]\s+|\n)(?:Out of|Of|Among|From)(?: the| these)? \Z")
_ARMS = re.compile(r"\b(?:arms|groups)\b", re.IGNORECASE)
_YEARS = range(1900, 2100)
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? \Z")


class Count(NamedTuple):
    """A number of something; the weightiest of several is taken, among equals the first."""

    weight: int
    order: int
    value: int


class Counts:
    """The counts of an abstract, read when they are asked for; `None` where there is none."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def people(self) -> int | None:
        """People who took part."""
        return self._enrolled("species/human")

    @cached_property
    def animals(self) -> int | None:
        """Animals used."""
        return self._enrolled("species/animal")

    @cached_property
    def participants(self) -> int | None:
        """People in all studies of a review."""
        return self._best("counting/pooled", "counting/taken_in") or max(self._groups, default=None)

    @cached_property
    def studies(self) -> int | None:
        """Studies that a review took in."""
        return self._best("counting/studies", "counting/taken_in")

    @cached_property
    def _groups(self) -> list[int]:
        return sizes_of_groups(self._reading.abstract.text)

    def _enrolled(self, noun: str) -> int | None:
        """Those counted, or the sum of the groups if it is more than a count of nobody enrolled.

        Where there is neither, those enrolled of whom no more is told, so many in each of so many
        groups, or 40 of 'patients (n = 40)'.
        """
        text = self._reading.abstract.text
        best = max(_counted(self._reading, noun, "counting/enrolled"), default=None)
        total = self._sum_of_groups
        if best is None or best.weight < 0:
            told = total or bare_total(text) or in_equal_groups(text) or self._lone(noun)
            return told or (best.value if best else None)
        if total and best.weight < ENROLLED and total > best.value:
            return total
        return best.value + second_group(text, -best.order)

    @property
    def _sum_of_groups(self) -> int | None:
        return sum(self._groups) if len(self._groups) > 1 else None

    def _lone(self, noun: str) -> int | None:
        if len(self._groups) != 1:
            return None
        abstract = self._reading.abstract
        ends = (mention.end for mention in abstract.mentions if noun in mention.ids)
        return self._groups[0] if any(_LONE.match(abstract.text, end) for end in ends) else None

    def _best(self, noun: str, good: str) -> int | None:
        best = max(_counted(self._reading, noun, good), default=None)
        return best.value if best else None


def size_of(
    counts: Counts, design: str, species: Species | None, counting: Counting
) -> tuple[int | None, int | None]:
    """Give the sample size and, for a design that pools studies, their number."""
    if design in counting.pooling:
        return counts.participants, counts.studies
    size = counts.animals if species == "animal" else counts.people
    return (1 if size is None and design in counting.single else size), None


def _counted(reading: Reading, noun: str, good: str) -> Iterator[Count]:
    """Give the numbers that stand before the noun, or before a total in a sentence with it."""
    abstract = reading.abstract
    if not abstract.has(noun):
        return
    is_study = noun == "counting/studies"
    nouns = [mention for mention in abstract.mentions if noun in mention.ids]
    totals = (
        [
            mention
            for mention in abstract.mentions
            if "counting/totals" in mention.ids
            and any(noun in other.ids for other in reading.beside(mention))
        ]
        if abstract.has("counting/totals")
        else ()
    )
    for mention in (*nouns, *totals):
        is_total = "counting/totals" in mention.ids
        start = max(0, mention.start - REACH - LONGEST)
        before = abstract.text[start : mention.start]
        found = numerals(before)
        if not found:
            continue
        number = found[-1]
        gap = before[number.end :]
        reach = 2 if is_total else REACH
        written = before[number.start : number.end]
        is_year = (
            number.value in _YEARS
            and written.isdigit()
            and (len(gap) > 1 or bool(_MONTH.search(before, 0, number.start)))
        )
        at = start + number.start
        if number.value < 2 or len(gap) > reach or _CUT.search(gap) or is_year:
            continue
        if (
            _ARMS.search(gap)
            or _RANGE.match(gap)
            or _SPREAD.search(before, 0, number.start)
            or _is_named(reading, at)
        ):
            continue
        weight = _weight(reading, at, mention, good)
        if weight is not None:
            is_of_more = is_study and bool(_OUT_OF.search(abstract.text, max(0, at - NEAR), at))
            yield Count(weight + 2 * is_total - is_of_more, -at, number.value)


def _is_named(reading: Reading, at: int) -> bool:
    """Whether the number at this place names the thing before it, as in 'day 13'."""
    text = reading.abstract.text
    return any(
        "counting/named" in mention.ids and mention.end < at and not text[mention.end : at].strip()
        for mention in reading.in_sentence_of(at)
    )


def _weight(reading: Reading, at: int, mention: Mention, good: str) -> int | None:
    """What speaks for a count from `at` to a mention; `None` where it is of a unit or a part."""
    weight, text = 0, reading.abstract.text
    for other in reading.beside(mention):
        if at < other.start < mention.start and "counting/units" in other.ids:
            return None
        if at - NEAR <= other.start <= mention.end + NEAR:
            if (
                "counting/each" in other.ids
                and "counting/totals" not in mention.ids
                and not numerals(text[mention.end : other.start])
            ):
                return None
            if "counting/not_enrolled" in other.ids and "," not in text[other.end : at]:
                return -2
        if good in other.ids:
            weight = ENROLLED
    return weight
