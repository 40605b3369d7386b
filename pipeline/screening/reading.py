"""What the words of `criteria.toml` find in one article.

Every list of the criteria is looked for in one pass; a list's id tells what it is for
(`modality/terms/moxibustion`, `sign/3`, `rule/central_only`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.language.sentences.cutting import sentences
from pipeline.language.sentences.roles import role_of_label, roles
from pipeline.language.words.lexicon import general_cues
from pipeline.language.words.numerals import numerals
from pipeline.language.words.vocabulary import Mention, Vocabulary
from pipeline.protocol.criteria import Criteria
from pipeline.records import Article

_FIGURE = re.compile(r"\d\s?%|\bCI\b|\bn\s*=")
AXES = ("modality", "aetiology")
_ABBREVIATED = re.compile(r"\s*[(\[][\"'“‘]?([A-Z][\w-]{1,9})[\"'”’]?[)\];,]")


@dataclass(frozen=True, slots=True)
class Zone:
    """A text, the mentions in it in their order, and how often each list is met."""

    text: str
    mentions: tuple[Mention, ...]
    counts: Mapping[str, int]

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
        """What the sentence of a mention does: its role, or 'figure' for a result in figures.

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
        return role

    def beside(self, mention: Mention) -> Sequence[Mention]:
        """Give the mentions of the abstract that stand in the same sentence, itself included."""
        return self._by_sentence[self.sentence_of(mention.start)]

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Mention]]:
        grouped: dict[int, list[Mention]] = {}
        for mention in self.abstract.mentions:
            grouped.setdefault(self.sentence_of(mention.start), []).append(mention)
        return grouped

    def sentence_of(self, place: int) -> int:
        """Give the number of the sentence of the abstract that holds this place."""
        return max(0, bisect_right(self.sentence_starts, place) - 1)


class Reader:
    """Reads articles by the vocabulary of one set of criteria."""

    def __init__(self, criteria: Criteria) -> None:
        signs = list(enumerate(criteria.signs))
        shared = dict(_shared_lists(criteria))
        self._title = Vocabulary(
            shared
            | {f"sign/{number}": sign.title for number, sign in signs}
            | dict(_title_lists(criteria))
        )
        self._abstract = Vocabulary(
            shared
            | {f"sign/{number}": sign.abstract for number, sign in signs}
            | {f"counting/{name}": terms for name, terms in criteria.counting.words().items()}
            | {"listing": criteria.listing, "excluding": criteria.excluding}
        )

    def read(self, article: Article) -> Reading:
        """Find every term of the criteria in the article, and the short forms it makes of them."""
        abstract = _zone(article.abstract or "", self._abstract, _conclusion_start(article))
        title = _zone(article.title or "", self._title)
        if short_forms := dict(_short_forms(abstract)):
            abstract = _with(abstract, short_forms)
            title = _with(title, short_forms)
        return Reading(article, title, abstract)


def _shared_lists(criteria: Criteria) -> Iterator[tuple[str, tuple[str, ...]]]:
    for axis, categories in zip(AXES, (criteria.modalities, criteria.aetiologies), strict=True):
        for category in categories:
            yield f"{axis}/terms/{category.id}", category.terms
            yield f"{axis}/loose/{category.id}", category.loose
            yield f"{axis}/cues/{category.id}", category.cues
    for rule in criteria.rules:
        yield f"rule/{rule.id}", rule.terms
    for comparator in criteria.comparators:
        yield f"comparator/{comparator.id}", comparator.terms
        yield f"in_animals/{comparator.id}", comparator.in_animals
    for living in criteria.species:
        yield f"species/{living.id}", living.terms
        yield f"species_cues/{living.id}", living.cues
    yield "site", criteria.sites
    yield "symptom", criteria.symptoms
    yield "look_alike", criteria.look_alikes


def _title_lists(criteria: Criteria) -> Iterator[tuple[str, tuple[str, ...]]]:
    for axis, categories in zip(AXES, (criteria.modalities, criteria.aetiologies), strict=True):
        for category in categories:
            yield f"{axis}/loose/{category.id}", (*category.loose, *category.in_title)


def _zone(text: str, vocabulary: Vocabulary, conclusion_start: int | None = None) -> Zone:
    """Find the terms; a sign of design in the conclusion tells of other studies to come."""
    mentions = tuple(vocabulary.find(text))
    if conclusion_start is not None:
        mentions = tuple(
            mention if mention.start < conclusion_start else mention._replace(ids=kept)
            for mention in mentions
            if (kept := tuple(i for i in mention.ids if not i.startswith("sign/")))
            or mention.start < conclusion_start
        )
    return Zone(text, mentions, _counts(mentions))


@lru_cache(maxsize=1024)
def _is_conclusion(label: str | None) -> bool:
    return role_of_label(label, general_cues()) == "conclusion"


def _conclusion_start(article: Article) -> int | None:
    """Where the last section starts, if it concludes; `None` where the abstract has no labels."""
    if len(article.sections) < 2:
        return None
    last = article.sections[-1]
    if not _is_conclusion(last.label):
        return None
    return len(article.abstract or "") - len(last.text)


def _counts(mentions: tuple[Mention, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for mention in mentions:
        for entry_id in mention.ids:
            counts[entry_id] = counts.get(entry_id, 0) + 1
    return counts


def _short_forms(zone: Zone) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each short form that the text defines for a term, with the lists of that term."""
    for mention in zone.mentions:
        if mention.ids[0].startswith(AXES) and (
            short := _ABBREVIATED.match(zone.text, mention.end)
        ):
            yield short[1], mention.ids


def _with(zone: Zone, short_forms: Mapping[str, tuple[str, ...]]) -> Zone:
    """Let the short forms stand for their terms wherever no longer term holds them."""
    found = [
        Mention(ids, start, start + len(short))
        for short, ids in short_forms.items()
        for start in _occurrences(zone.text, short)
    ]
    if not found:
        return zone
    ends = {mention.start: mention.end for mention in found}
    others = [mention for mention in zone.mentions if mention.end != ends.get(mention.start)]
    inside = {place for mention in others for place in range(mention.start, mention.end)}
    found = [mention for mention in found if mention.start not in inside]
    mentions = tuple(sorted((*others, *found), key=lambda mention: mention.start))
    return Zone(zone.text, mentions, _counts(mentions))


def _occurrences(text: str, word: str) -> Iterator[int]:
    """Give the places where the word stands by itself."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(word, end)
