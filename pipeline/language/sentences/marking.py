"""Marking a sentence: every term of the lexicon in it, read as its abstract means it.

An abstract has short forms and names of arms of its own, and speaks of some things that are no
outcomes in it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline.language.sentences.agents import without_agents
from pipeline.language.sentences.arms import (
    is_withdrawn,
    model_groups,
    own_arms,
    reversed_by_us,
    with_set_aside,
)
from pipeline.language.sentences.joining import joined
from pipeline.language.sentences.likenesses import likenesses
from pipeline.language.sentences.marks import (
    NOUNS,
    PERSIST,
    SHARING,
    Mark,
    arm_of,
    change_of,
    is_of,
    is_outcome,
    outcomes_in,
)
from pipeline.language.words.labels import group_labels, labelled
from pipeline.language.words.lexicon import MASK, Lexicon
from pipeline.language.words.numerals import NUMERAL
from pipeline.language.words.short_forms import short_forms
from pipeline.language.words.vocabulary import Mention

_STILL = ("null.none", "change.differ", PERSIST)
# 'thermal but not mechanical hyperalgesia'
_SHARING = re.compile(r"\b(?P<one>[A-Za-z][a-z]+) but not (?:the )?(?=(?P<two>[a-z]+)\s)")
_SHARED = 35  # characters
_LAST_WORD = 24  # characters that hold the word before
_BESIDE = 2  # characters, as in 'pain (VAS) scores'
_NAME = "NO"  # in capitals no denial
# 'nine patients had less pain, the rest did not'
_COUNTED = re.compile(
    rf"\b(?:{NUMERAL}|most|third|quarter|half|%)(?: \(\d+(?:\.\d+)? ?%\))?,? (?:of (?:the )?)?"
    r"(?:patients|participants|people|subjects|cases|women|men|children|survivors|rats|mice|animals)\b",
    re.I,
)
_THE_OTHERS = ("refer.rest", "arm.control")
_BARE_WITHOUT = re.compile(r"without(?=\s*(?:[.,;()]|$))")  # '24 kg with needling, 21 without'
# 'the scores', 'the mean scores', 'scores', but not 'nausea scores', 'Caprini scores'
_OF_NO_OTHER = re.compile(
    r"(?:^|[^\w\s'’)\]-]\s*|\d\s|\b(?:the|an?|all|both|these|those|this|that|each|every|any|some|several|most|"
    r"many|no|two|three|four|five|six|other|same|such|their|its|and|or|in|on|of|to|for|by|at|with|as|"
    r"was|were|are|had|than|mean|median|average|total|sum|summary|overall|global|final|raw|composite|"
    r"symptoms?|severity|clinical|behaviou?ral|functional|outcomes?|primary|secondary|"
    r"main|key|baseline|follow-up|short-term|long-term|study|test|scale|subscale|rating|grading|"
    r"questionnaire|item|subitem|dimension|domain|subjective|objective|self-?(?:report|rating)|"
    r"\w+-(?:reported|rated|treatment)|relevant|various|above|above-mentioned|only|"
    r"(?:pre|post)\w*|weeks?|months?|days?|hours?|years?|\w+(?:ed|er|est|ly))\s)$",
    re.I,
)
# 'the scores of activity of the shoulder'
_OF_OTHER = re.compile(r" of (?:the )?[a-z]+ of\b")
# 'lowered inflammation and pain alike'
_OF_BOTH = re.compile(r"[^,;.]* (?:and|or) (?:[\w-]+ ){1,2}alike$")
_NO_DIFFERENCE = re.compile(r"no (?P<what>[\w-]+(?: [\w-]+)?) differences?", re.I)
_MEASURES = re.compile(
    r"\s(?:\w+\s)?(?:outcome|measure|score|scale|item|domain|parameter|ind)", re.I
)
# 'reduced shrinkage | of neurons'
_ACTED_ON = ("change.down", "change.up", *NOUNS)
_OF_THING = re.compile(r"(?:(?<=of)| of) (?:the )?(?:[\w-]+ ){0,4}?[\w-]+(?=,| and |[.;(]|$)")
# 'pain on walking', 'tingling at work'
_CIRCUMSTANCE = re.compile(r" (?:on (?=[a-z]+ing\b)|(?:when|while|whilst|during|at) (?=[a-z]))")


class Marker:
    """Marks the sentences of one abstract; `text` is the whole of it, with its title."""

    def __init__(
        self,
        title: str,
        text: str,
        lexicon: Lexicon,
        mentions: Iterable[Mention],
        *,
        is_animal: bool,
    ) -> None:
        self._lexicon = lexicon
        self._is_animal = is_animal
        named = {int(i[8:]) for m in mentions for i in m.ids if i.startswith("outcome.")}
        self._dead = frozenset(
            f"outcome.{n}" for n in lexicon.contexts if n not in named or not lexicon.lives(n, text)
        )
        self._short_forms = short_forms(text, lexicon)
        self._labels = group_labels(text, lexicon)
        self._own = own_arms(title, lexicon)

    def marks_in(self, text: str) -> list[Mark]:
        """Mark a text; outcomes that do not count in this abstract are left out."""
        kept = []
        for mark in joined(text, self._found(text)):
            ids = mark.ids
            if not self._dead.isdisjoint(ids):
                ids = tuple(i for i in ids if i not in self._dead)
            if "arm.active" in ids and text[mark.start : mark.end].lower() in self._own:
                ids = ("arm.intervention",)
            if _BARE_WITHOUT.match(text, mark.start) and any(map(arm_of, kept)):
                ids = ("arm.control",)
            pair = _OF_BOTH.search(text, 0, mark.end) if "null.alike" in ids else None
            if pair and not any(arm_of(m) and m.end > pair.start() for m in kept):
                continue
            if "refer.rest" in ids and _is_of_people(text, mark):
                ids = tuple(i for i in ids if i not in _THE_OTHERS)
            if "refer.measures" in ids and _is_of_another(text, mark, kept):
                ids = tuple(i for i in ids if i != "refer.measures")
            felt = next((other for other in reversed(kept) if is_outcome(other)), None)
            if felt and self._is_circumstance(text, felt, mark):
                kept = kept[: kept.index(felt) + 1]
                continue
            if ids and not is_withdrawn(text, mark):
                kept.append(mark._replace(ids=ids))
        if self._is_animal:
            kept = without_agents(text, kept, self._lexicon)
            kept = sorted([*kept, *model_groups(text, kept, self._lexicon)])
        kept = reversed_by_us(with_set_aside(_without_objects(kept, text), text), text)
        return self._without_steadiness(kept)

    def _is_circumstance(self, text: str, felt: Mark, done: Mark) -> bool:
        """Whether an activity is named only as that in which a complaint is felt."""
        between = _CIRCUMSTANCE.match(text, felt.end)
        if between is None or between.end() != done.start or text.endswith("of ", 0, felt.start):
            return False
        good = [{self._lexicon.outcomes[o].good for o in outcomes_in([m])} for m in (felt, done)]
        return good == [{-1}, {1}]

    def _found(self, text: str) -> list[Mark]:
        """Give what a text names by terms of the lexicon and by the abstract's short forms."""
        marks: list[Mark] = []
        for mention in self._lexicon.words.find(text):
            written = text[mention.start : mention.end]
            if written in self._short_forms or (written == _NAME and "null.neg" in mention.ids):
                continue
            mark = Mark(mention.start, mention.end, mention.ids)
            if mark.ids != ("mask.words",) and (MASK not in mark.ids or is_outcome(mark)):
                marks += self._parted(text, mark)
        named = labelled(text, self._labels)
        labels = [Mark(start, end, self._labels[name]) for start, end, name in named]
        marks = sorted([*marks, *self._short_marks(text, marks), *labels])
        return sorted([*marks, *self._sharing(text, marks), *likenesses(text, marks)])

    def _parted(self, text: str, mark: Mark) -> Iterator[Mark]:
        """Give a denial, and the outcome within it apart: 'no pain difference'."""
        within = _NO_DIFFERENCE.fullmatch(text, mark.start, mark.end)
        found = self._lexicon.outcome_words.find(within["what"]) if within else ()
        named = [m for m in found if any(i.startswith("outcome.") for i in m.ids)]
        if not named:
            yield mark
            return
        yield mark._replace(end=mark.start + 2)
        for inner in named:
            start = within.start("what")
            yield Mark(start + inner.start, start + inner.end, inner.ids)

    def _sharing(self, text: str, marks: Sequence[Mark]) -> Iterator[Mark]:
        """Give the noun that two adjectives share to the first of them too."""
        for match in _SHARING.finditer(text) if " but not " in text else ():
            start, end = match.span("one")
            after = next((mark for mark in marks if mark.start >= match.end()), None)
            is_told = any(mark.start < end and start < mark.end for mark in marks)
            if after and is_outcome(after) and after.start - match.end() <= _SHARED and not is_told:
                both = match["one"] + text[match.end("two") : after.end]
                if ids := tuple(sorted(self._lexicon.outcome_words.ids(both) - {MASK})):
                    yield Mark(start, end, (*ids, SHARING))

    def _short_marks(self, text: str, taken: Sequence[Mark]) -> Iterator[Mark]:
        spans = [(mark.start, mark.end) for mark in taken]
        for short, ids in self._short_forms.items():
            at = text.find(short) if ids else -1
            while at >= 0:
                end = at + len(short)
                is_word = (at == 0 or not text[at - 1].isalnum()) and (
                    end == len(text) or not text[end].isalnum() or text[end] == "s"
                )
                if is_word and not any(start < end and at < stop for start, stop in spans):
                    yield Mark(at, end, ids)
                at = text.find(short, end)

    def _without_steadiness(self, marks: Sequence[Mark]) -> list[Mark]:
        """Read words such as 'stable' beside an effect, and of no other arm, as that it lasted."""
        kept: list[Mark] = []
        for place, mark in enumerate(marks):
            after = marks[place + 1] if place + 1 < len(marks) else None
            if "null.steady" in mark.ids and (
                (after and after.start - mark.end == 1 and self._is_effect(after))
                or (
                    any(map(self._is_effect, marks[:place]))
                    and not (after and (arm_of(after) or is_outcome(after)))
                )
            ):
                kept.append(mark._replace(ids=(PERSIST,)))
            else:
                kept.append(mark)
        return kept

    def _is_effect(self, mark: Mark) -> bool:
        """Whether a mark tells of a change, or names an effect: 'pain relief'."""
        outcomes = self._lexicon.outcomes
        return change_of(mark) not in (None, *_STILL) or any(
            outcomes[o].reads == "effect" for o in outcomes_in([mark])
        )


def _is_of_people(text: str, mark: Mark) -> bool:
    """Whether 'the rest' is that of the patients counted before it, and of no outcomes."""
    return bool(_COUNTED.search(text[: mark.start])) and not _MEASURES.match(text, mark.end)


def _is_of_another(text: str, mark: Mark, kept: Sequence[Mark]) -> bool:
    """Whether scores are those of a thing that is named beside them, and no outcome."""
    is_of_ours = any(0 <= mark.start - other.end <= _BESIDE for other in kept)
    if is_of_ours or _OF_NO_OTHER.search(text[: mark.start][-_LAST_WORD:]):
        return bool(_OF_OTHER.match(text, mark.end))
    return True


def _without_objects(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Leave out a change of something that is no outcome: 'reduced shrinkage of neurons and IL-6'.

    It is what the verb before it acts on, as are the outcomes listed after it.
    """
    kept = list(marks[:1])
    for before, mark in pairwise(marks):
        is_next = mark.start - before.end == 1 and change_of(mark) in _ACTED_ON
        thing = _OF_THING.match(text, mark.end) if is_next else None
        is_object = (
            thing is not None
            and not is_of(mark, "comparison.")
            and change_of(before) in ("change.down", "change.up", "change.good")
            and not any(mark.start <= m.start < thing.end() for m in marks if is_outcome(m))
        )
        if not is_object:
            kept.append(mark)
    return kept
