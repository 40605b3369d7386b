"""Looking for the words of `criteria.toml` in an article.

Every list of the criteria is looked for in one pass; a list's id tells what it is for
(`modality/terms/moxibustion`, `sign/3`, `rule/central_only`).
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.language.sentences.roles import role_of_label
from pipeline.language.words.lexicon import general_cues
from pipeline.language.words.vocabulary import Mention, Vocabulary
from pipeline.protocol.criteria import Criteria
from pipeline.records import Article
from pipeline.screening.reading import Reading, Zone

AXES = ("modality", "aetiology")
_LOOK_ALIKE = "look_alike"
_KNOWN = (
    *AXES, "site", "symptom", "species/", "counting/enrolled", "counting/taken_in",
    "counting/studies", "own",
)  # fmt: skip
_WITHIN = (
    (("sign/", "unless/"), (*_KNOWN, "sign/", "unless/")),
    (("counting/",), (*_KNOWN, "unless/")),
    (("elsewhere",), (*_KNOWN, "counting/")),
)
_DESIGN = "sign/"
_ANY = "x"  # stands for the ending that a term leaves open
_STOPS = (". ", "? ", "\n")
_ABBREVIATED = re.compile(r"\s*[(\[][\"'“‘]?([A-Z][\w-]{1,9})[\"'”’]?[)\];,]")


class _Part(NamedTuple):
    """A section of the abstract."""

    start: int
    end: int
    is_background: bool


class Reader:
    """Reads articles by the vocabulary of one set of criteria."""

    def __init__(self, criteria: Criteria) -> None:
        signs = list(enumerate(criteria.signs))
        shared = dict(_shared_lists(criteria))
        shared |= {f"unless/{number}": sign.unless for number, sign in signs}
        self._title = _vocabulary(
            shared
            | {f"sign/{number}": sign.title for number, sign in signs}
            | dict(_title_lists(criteria))
        )
        self._abstract = _vocabulary(
            shared
            | {f"sign/{number}": sign.abstract for number, sign in signs}
            | {f"counting/{name}": terms for name, terms in criteria.counting.words().items()}
            | {
                "listing": criteria.listing,
                "excluding": criteria.excluding,
                "own": criteria.own,
                "wanted": criteria.wanted,
            }
        )

    def read(self, article: Article) -> Reading:
        """Find every term of the criteria in the article, and the short forms it makes of them."""
        abstract = _zone(article.abstract or "", self._abstract, tuple(_elsewhere(article)))
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
    for living in criteria.species:
        yield f"species/{living.id}", living.terms
        yield f"species_cues/{living.id}", living.cues
    yield "site", criteria.sites
    yield "symptom", criteria.symptoms
    yield _LOOK_ALIKE, criteria.look_alikes
    yield "elsewhere", criteria.elsewhere


def _title_lists(criteria: Criteria) -> Iterator[tuple[str, tuple[str, ...]]]:
    for axis, categories in zip(AXES, (criteria.modalities, criteria.aetiologies), strict=True):
        for category in categories:
            yield f"{axis}/loose/{category.id}", (*category.loose, *category.in_title)


def _vocabulary(lists: Mapping[str, tuple[str, ...]]) -> Vocabulary:
    """Find every list, and in a phrase what it is made of ('real acupuncture', 'were randomised').

    The longest term is found, so a phrase is given to the lists of the terms in it, but for a
    look-alike. Nobody is counted in a phrase; it only shows whom the study was done in.
    """
    found = {name: list(terms) for name, terms in lists.items()}
    for outer, inner in _WITHIN:
        parts = Vocabulary({name: lists[name] for name in lists if name.startswith(inner)})
        phrases = (terms for name, terms in lists.items() if name.startswith(outer))
        for phrase in dict.fromkeys(itertools.chain.from_iterable(phrases)):
            if phrase in lists[_LOOK_ALIKE]:
                continue
            for name in sorted({name for part in _parts(phrase) for name in parts.ids(part)}):
                found[name.replace("species/", "species_cues/")].append(phrase)
    return Vocabulary(found)


def _parts(phrase: str) -> Iterator[str]:
    """Give the words and runs of words that make up a phrase, but for the whole."""
    words = phrase.replace("*", _ANY).split()
    for start, end in itertools.combinations(range(len(words) + 1), 2):
        if end - start < len(words):
            yield " ".join(words[start:end])


def _zone(text: str, vocabulary: Vocabulary, parts: tuple[_Part, ...] = ()) -> Zone:
    """Find the terms; a part may tell of other studies than the article's own."""
    mentions = tuple(vocabulary.find(text))
    elsewhere = tuple(_not_own((*parts, *_wanted(mentions, text)), mentions, text))
    for start, end in elsewhere:
        mentions = tuple(_of_own_study(mentions, start, end))
    return Zone(text, mentions, _counts(mentions), elsewhere)


def _not_own(
    parts: Iterable[_Part], mentions: Sequence[Mention], text: str
) -> Iterator[tuple[int, int]]:
    """Give the places that tell of other studies: parts, but for sentences on the article's own."""
    for part in parts:
        start = part.start
        for mention in mentions if part.is_background else ():
            if "own" in mention.ids and start <= mention.start < part.end:
                first, last = _sentence_around(
                    text, mention.start, mention.end, part.start, part.end
                )
                yield start, first
                start = last
        yield start, part.end


def _of_own_study(mentions: Iterable[Mention], start: int, end: int) -> Iterator[Mention]:
    """Take design from a place that tells of other studies."""
    for mention in mentions:
        if not start <= mention.start < end:
            yield mention
        elif ids := tuple(entry_id for entry_id in mention.ids if not entry_id.startswith(_DESIGN)):
            yield mention._replace(ids=ids)


@lru_cache(maxsize=1024)
def _role_of(label: str | None) -> str | None:
    return role_of_label(label, general_cues())


def _elsewhere(article: Article) -> Iterator[_Part]:
    """Give the parts that tell of other studies: the background, and the last if it concludes.

    Of two sections the first tells of more than the background, whatever its label.
    """
    n = len(article.sections)
    if n < 2:
        return
    start = 0
    for place, section in enumerate(article.sections, start=1):
        end = start + len(section.text)
        role = _role_of(section.label)
        if (role == "background" and n > 2) or (role == "conclusion" and place == n):
            yield _Part(start, end, role == "background")
        start = end + 1


def _wanted(mentions: Iterable[Mention], text: str) -> Iterator[_Part]:
    """Give the sentences of the second half that call for other studies."""
    for mention in mentions:
        if "wanted" in mention.ids and mention.start > len(text) // 2:
            start, end = _sentence_around(text, mention.start, mention.end, 0, len(text))
            yield _Part(start, end, is_background=False)


def _sentence_around(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Give where the sentence of `text[start:end]` starts and ends, between two places."""
    ends = (found for stop in _STOPS if (found := text.find(stop, end, last)) >= 0)
    return max(first, *(text.rfind(stop, first, start) for stop in _STOPS)), min(ends, default=last)


def _counts(mentions: tuple[Mention, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for mention in mentions:
        for entry_id in mention.ids:
            counts[entry_id] = counts.get(entry_id, 0) + 1
    return counts


def _short_forms(zone: Zone) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give each short form that the text defines for a term, with the lists of that term.

    One that is a term itself keeps its lists: 'acupoint electrical stimulation (TEAS)'.
    """
    terms = [mention for mention in zone.mentions if mention.ids[0].startswith(AXES)]
    for mention in terms:
        short = _ABBREVIATED.match(zone.text, mention.end)
        if short and all(term.start != short.start(1) for term in terms):
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
    return Zone(zone.text, mentions, _counts(mentions), zone.elsewhere)


def _occurrences(text: str, word: str) -> Iterator[int]:
    """Give the places where the word stands by itself."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            yield start
        start = text.find(word, end)
