"""How many people or animals took part; for a review, how many studies and whom they pooled."""

import re
from collections.abc import Iterator
from functools import cached_property

from pipeline.language.numerals import Numeral, numerals
from pipeline.language.vocabulary import Mention
from pipeline.protocol.criteria import Counting, Species
from pipeline.screening.reading import Reading, Zone

_REACH = 45  # characters from a number to what it counts
_LONGEST = 30  # characters of a number written in words
_NEAR = 70  # characters around a count in which words tell whether it is the one
OUT = 3  # weight against a count that is certainly not the whole
_GROUP = re.compile(r"\(\s*n\s*=\s*(\d+)", re.IGNORECASE)
_CUT = re.compile(r"[.;?!]\s|[()\n]")


class Counts:
    """The counts of an abstract, the surest where there are several; `None` where there is none."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    @cached_property
    def people(self) -> int | None:
        """People who took part."""
        return self._best("species/human", "counting/enrolled") or self._groups

    @cached_property
    def animals(self) -> int | None:
        """Animals used."""
        return self._best("species/animal", "counting/enrolled") or self._groups

    @cached_property
    def participants(self) -> int | None:
        """People in all studies of a review."""
        return self._best("counting/pooled", "counting/taken_in")

    @cached_property
    def studies(self) -> int | None:
        """Studies that a review took in."""
        return self._best("counting/studies", "counting/taken_in")

    @cached_property
    def _groups(self) -> int | None:
        """The sum of group sizes told as (n = 20), where there are several."""
        sizes = [int(match[1]) for match in _GROUP.finditer(self._reading.abstract.text)]
        return sum(sizes) if len(sizes) > 1 else None

    def _best(self, noun: str, good: str) -> int | None:
        """The count of this noun with most to speak for it; among equals the first."""
        weighed = (
            (_weight(self._reading, number, mention, good), -number.start, number.value)
            for number, mention in _counted(self._reading.abstract, noun)
        )
        best = max(weighed, default=None)
        return best[2] if best and best[0] > -OUT else None


def size_of(
    counts: Counts, design: str, species: Species | None, counting: Counting
) -> tuple[int | None, int | None]:
    """Give the sample size and, for a design that pools studies, their number."""
    if design in counting.pooling:
        return counts.participants, counts.studies
    size = counts.animals if species == "animal" else counts.people
    return (1 if size is None and design in counting.single else size), None


def _counted(zone: Zone, noun: str) -> Iterator[tuple[Numeral, Mention]]:
    """Give each mention of the noun that a number stands before, with that number."""
    if not zone.has(noun):
        return
    for mention in zone.mentions:
        if noun not in mention.ids:
            continue
        start = max(0, mention.start - _REACH - _LONGEST)
        before = zone.text[start : mention.start]
        number = max(numerals(before), default=None, key=lambda number: number.start)
        if number and len(before) - number.end <= _REACH and not _CUT.search(before, number.end):
            yield Numeral(number.value, start + number.start, start + number.end), mention


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
