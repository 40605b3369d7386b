"""What the words of `criteria.toml` find in one article."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from pipeline.language.vocabulary import Mention, Vocabulary
from pipeline.protocol.criteria import Category, Criteria
from pipeline.records import Article

_SENTENCE_END = re.compile(r"[.;?!]\s+(?=[A-Z0-9])|\n")
_ABBREVIATED = re.compile(r"\s*[(\[]([A-Z][\w-]{1,9})[)\];,]")


@dataclass(frozen=True, slots=True)
class Zone:
    """A text, the mentions in it and how often each id occurs."""

    text: str
    mentions: tuple[Mention, ...]
    counts: Counter[str]
    passing: frozenset[int]  # starts of the mentions that are mere ones

    def has(self, entry_id: str) -> bool:
        """Whether some term of this list occurs."""
        return entry_id in self.counts


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with its title and abstract read."""

    article: Article
    title: Zone
    abstract: Zone
    mesh: frozenset[str]


class Reader:
    """Reads articles by the vocabulary of one set of criteria."""

    def __init__(self, criteria: Criteria) -> None:
        shared = dict(_subject_lists(criteria))
        for living in criteria.species:
            shared[f"species/{living.id}"] = living.terms
        signs = list(enumerate(criteria.signs))
        self._title = Vocabulary(shared | {f"sign/{number}": sign.title for number, sign in signs})
        self._abstract = Vocabulary(
            shared
            | {f"sign/{number}": sign.abstract for number, sign in signs}
            | {f"comparator/{part.id}": part.terms for part in criteria.comparators}
            | {"passing": criteria.passing}
        )

    def read(self, article: Article) -> Reading:
        """Find every term of the criteria in the article."""
        return Reading(
            article=article,
            title=_zone(article.title or "", self._title),
            abstract=_zone(article.abstract or "", self._abstract),
            mesh=frozenset(article.mesh_terms),
        )


def _subject_lists(criteria: Criteria) -> Iterator[tuple[str, tuple[str, ...]]]:
    axes: tuple[tuple[str, tuple[Category, ...]], ...] = (
        ("modality", criteria.modalities),
        ("aetiology", criteria.aetiologies),
    )
    for axis, categories in axes:
        for category in categories:
            yield f"{axis}/terms/{category.id}", category.terms
            yield f"{axis}/loose/{category.id}", category.loose
            yield f"{axis}/cues/{category.id}", category.cues
    for rule in criteria.rules:
        yield f"rule/{rule.id}", rule.terms
    yield "look_alike", criteria.look_alikes


def _zone(text: str, vocabulary: Vocabulary) -> Zone:
    mentions = tuple(vocabulary.find(text))
    counts = Counter(chain.from_iterable(mention.ids for mention in mentions))
    for mention in mentions:
        if (short := _ABBREVIATED.match(text, mention.end)) and mention.ids[0] != "passing":
            again = len(re.findall(rf"\b{re.escape(short[1])}\b", text)) - 1
            for entry_id in mention.ids:
                counts[entry_id] += again
    return Zone(text, mentions, counts, frozenset(_mere(text, mentions)))


def _mere(text: str, mentions: tuple[Mention, ...]) -> Iterator[int]:
    """Give the starts of mentions that follow a passing phrase in the same sentence."""
    marks = [mention.start for mention in mentions if "passing" in mention.ids]
    if not marks:
        return
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    marked = {bisect_right(ends, mark) for mark in marks}
    for mention in mentions:
        if bisect_right(ends, mention.start) in marked:
            yield mention.start
