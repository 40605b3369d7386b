"""How many people or animals took part; for a review, how many studies and whom they pooled."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.language.numerals import NUMBER, value_of
from pipeline.language.vocabulary import Vocabulary
from pipeline.protocol.criteria import Criteria, Species
from pipeline.screening.reading import Reading

_WINDOW = 60  # characters around a number in which the words about it are looked for
_SENTENCE_END = re.compile(r"[.;?!]\s+(?=[A-Z0-9])|\n")
_GAP = r"(?:\s*\(?\d*%?\)?\s*(?:[^\W\d]|[-–/'’])+){0,5}?\s+"


@dataclass(frozen=True, slots=True)
class _Count:
    value: int
    weight: int
    start: int


class Counter:
    """Reads sample sizes by the words of one set of criteria."""

    def __init__(self, criteria: Criteria) -> None:
        counting = criteria.counting
        self._pooling = frozenset(counting.pooling)
        self._single = frozenset(counting.single)
        self._living = {
            living.id: _counted(living.terms) for living in criteria.species if living.terms
        }
        self._pooled = _counted(counting.pooled)
        self._studies = _counted(counting.studies)
        self._words = Vocabulary(
            {
                "taken_in": counting.taken_in,
                "enrolled": counting.enrolled,
                "not_enrolled": counting.not_enrolled,
                "each": counting.each,
            }
        )

    def size(
        self, reading: Reading, design: str, species: Species | None
    ) -> tuple[int | None, int | None]:
        """Give the sample size and, for a review, the number of studies."""
        if design in self._pooling:
            return self.of_review(reading)
        size = self.of_study(reading, species)
        return (1 if size is None and design in self._single else size), None

    def of_study(self, reading: Reading, species: Species | None) -> int | None:
        """Give the people or animals enrolled, `None` where the abstract does not say."""
        pattern = self._living.get(species or "human")
        counts = self._counts(reading.abstract.text, pattern, "enrolled") if pattern else []
        return _best(counts)

    def of_review(self, reading: Reading) -> tuple[int | None, int | None]:
        """Give the participants pooled and the studies taken in."""
        text = reading.abstract.text
        studies = _best(self._counts(text, self._studies, "taken_in"))
        pooled = _best(self._counts(text, self._pooled, "taken_in"))
        return pooled, studies

    def _counts(self, text: str, pattern: re.Pattern[str], good: str) -> list[_Count]:
        return [
            _Count(value_of(match[1]), self._weight(text, match, good), match.start(1))
            for match in pattern.finditer(text)
        ]

    def _weight(self, text: str, match: re.Match[str], good: str) -> int:
        before = _SENTENCE_END.split(text[max(0, match.start() - _WINDOW) : match.start()])[-1]
        after = _SENTENCE_END.split(text[match.end() : match.end() + _WINDOW])[0]
        found = self._words.ids(f"{before}{match.group()}{after}")
        return 2 * (good in found) - 2 * ("not_enrolled" in found) - 3 * ("each" in found)


def _counted(nouns: Iterable[str]) -> re.Pattern[str]:
    """A number and, a few words on, one of the nouns."""
    alternatives = "|".join(sorted(map(re.escape, nouns), key=len, reverse=True))
    return re.compile(rf"({NUMBER}){_GAP}(?:{alternatives})\b", re.IGNORECASE)


def _best(counts: Iterable[_Count]) -> int | None:
    """The weightiest count; among equals the first."""
    best = max(counts, key=lambda count: (count.weight, -count.start), default=None)
    return best.value if best else None
