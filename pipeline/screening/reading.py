"""What the words of `criteria.toml` found in one article, by the ids of their lists."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

from pipeline.language.sentences.cutting import sentences
from pipeline.language.sentences.roles import roles
from pipeline.language.words.lexicon import general_cues
from pipeline.language.words.numerals import numerals
from pipeline.language.words.vocabulary import Mention
from pipeline.records import Article

_FIGURE = re.compile(r"\d\s?%|\bCI\b|\bn\s*=")
_TEST = re.compile(r"\b[pP]\s*[<=>]")
_START = attrgetter("start")


def is_within(mention: Mention, places: Iterable[tuple[int, int]]) -> bool:
    """Whether the mention starts in one of these places (start, end) of its text."""
    return any(start <= mention.start < end for start, end in places)


@dataclass(frozen=True, slots=True)
class Zone:
    """A text, the mentions in it in their order, and how often each list is met.

    `elsewhere` are the places (start, end) that tell of other studies than the article's own.
    """

    text: str
    mentions: tuple[Mention, ...]
    counts: Mapping[str, int]
    elsewhere: tuple[tuple[int, int], ...] = ()

    def has(self, entry_id: str) -> bool:
        """Whether some term of this list occurs."""
        return entry_id in self.counts

    def count(self, entry_id: str) -> int:
        """How often terms of this list occur."""
        return self.counts.get(entry_id, 0)


class Reading:
    """An article with its title and abstract read."""

    def __init__(self, article: Article, title: Zone, abstract: Zone) -> None:
        self.article = article
        self.title = title
        self.abstract = abstract

    @cached_property
    def mesh(self) -> frozenset[str]:
        """The MeSH descriptors."""
        return frozenset(self.article.mesh_terms)

    @cached_property
    def publication_types(self) -> frozenset[str]:
        """The publication types."""
        return frozenset(self.article.publication_types)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of the abstract's sections, in lower case."""
        return frozenset((part.label or "").strip(" :").lower() for part in self.article.sections)

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Where each sentence of the abstract starts."""
        return tuple(sentence.start for sentence in self._sentences)

    @cached_property
    def roles(self) -> list[str]:
        """What each sentence of the abstract does: background, aim, method, result, conclusion."""
        return roles(self._sentences, general_cues())

    @cached_property
    def _sentences(self):
        return sentences(self.article.sections)

    def is_mere(self, mention: Mention) -> bool:
        """Whether the mention stands in a list, a history or an exclusion."""
        return any(
            "excluding" in other.ids or ("listing" in other.ids and other.start < mention.start)
            for other in self.beside(mention)
        )

    def role_of(self, mention: Mention) -> str:
        """Give the role of a mention's sentence; 'figure' or 'test' for a result that holds one.

        A sentence that counts is a method and no background, unless its section's label says so
        and it does not tell of those treated.
        """
        number = self.sentence_of(mention.start)
        role, sentence = self.roles[number], self._sentences[number]
        if role == "background" and (
            not sentence.label or any("counting/enrolled" in m.ids for m in self.beside(mention))
        ):
            return "method" if numerals(sentence.text) else role
        if role == "result" and _FIGURE.search(sentence.text):
            return "figure"
        if role == "result" and _TEST.search(sentence.text):
            return "test"
        return role

    def beside(self, mention: Mention) -> Sequence[Mention]:
        """Give the mentions of the abstract that stand in the same sentence, itself included."""
        return self.in_sentence_of(mention.start)

    def in_sentence_of(self, place: int) -> Sequence[Mention]:
        """Give the mentions of the abstract in the sentence that holds this place."""
        number = self.sentence_of(place)
        after = self.sentence_starts[number + 1 : number + 2]
        mentions = self.abstract.mentions
        first = bisect_left(mentions, self.sentence_starts[number], key=_START) if number else 0
        last = bisect_left(mentions, after[0], key=_START) if after else len(mentions)
        return mentions[first:last]

    def sentence_of(self, place: int) -> int:
        """Give the number of the sentence of the abstract that holds this place."""
        return max(0, bisect_right(self.sentence_starts, place) - 1)
