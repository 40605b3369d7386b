"""How many people or animals took part; for a review, how many studies and whom they pooled."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.language.numerals import Numeral, numerals
from pipeline.language.vocabulary import Mention
from pipeline.protocol.criteria import Counting, Species
from pipeline.screening.reading import Reading

_REACH = 45  # characters from a number to what it counts
_NEAR = 70  # characters around a count in which words tell whether it is the one
OUT = 3  # weight against a count that is certainly not the whole
_GROUP = re.compile(r"\(\s*n\s*=\s*(\d+)", re.IGNORECASE)
_CUT = re.compile(r"[.;?!]\s|[()\n]")


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of an abstract, the surest where there are several; `None` where there is none."""

    people: int | None = None
    animals: int | None = None
    participants: int | None = None
    studies: int | None = None


def counts_of(reading: Reading) -> Counts:
    """Read all counts of the abstract."""
    zone = reading.abstract
    numbers = numerals(zone.text)
    if not numbers:
        return Counts()
    groups = _sum_of_groups(zone.text)
    return Counts(
        people=_best(reading, numbers, "species/human", "counting/enrolled") or groups,
        animals=_best(reading, numbers, "species/animal", "counting/enrolled") or groups,
        participants=_best(reading, numbers, "counting/pooled", "counting/taken_in"),
        studies=_best(reading, numbers, "counting/studies", "counting/taken_in"),
    )


def size_of(
    counts: Counts, design: str, species: Species | None, counting: Counting
) -> tuple[int | None, int | None]:
    """Give the sample size and, for a design that pools studies, their number."""
    if design in counting.pooling:
        return counts.participants, counts.studies
    size = counts.animals if species == "animal" else counts.people
    return (1 if size is None and design in counting.single else size), None


def _best(reading: Reading, numbers: list[Numeral], noun: str, good: str) -> int | None:
    """The count of this noun with most to speak for it; among equals the first."""
    if not reading.abstract.has(noun):
        return None
    weighed = (
        (_weight(reading, number, mention, good), -number.start, number.value)
        for number, mention in _counted(reading, numbers, noun)
    )
    best = max(weighed, default=None)
    return best[2] if best and best[0] > -OUT else None


def _counted(
    reading: Reading, numbers: list[Numeral], noun: str
) -> Iterator[tuple[Numeral, Mention]]:
    """Give each number that a mention of the noun follows, before another number does."""
    text = reading.abstract.text
    starts = [number.start for number in numbers]
    for mention in reading.abstract.mentions:
        if noun not in mention.ids:
            continue
        place = bisect_left(starts, mention.start) - 1
        if place < 0:
            continue
        number = numbers[place]
        between = text[number.end : mention.start]
        if len(between) <= _REACH and not _CUT.search(between):
            yield number, mention


def _weight(reading: Reading, number: Numeral, mention: Mention, good: str) -> int:
    near = {
        entry_id
        for other in reading.abstract.mentions
        if number.start - _NEAR <= other.start <= mention.end + _NEAR
        and reading.sentence_of(other.start) == reading.sentence_of(number.start)
        for entry_id in other.ids
    }
    return (
        2 * (good in near)
        - 2 * ("counting/not_enrolled" in near)
        - OUT * ("counting/each" in near)
        - (number.value < 2)
    )


def _sum_of_groups(text: str) -> int | None:
    """The sum of group sizes told as (n = 20), where there are several."""
    sizes = [int(match[1]) for match in _GROUP.finditer(text)]
    return sum(sizes) if len(sizes) > 1 else None
