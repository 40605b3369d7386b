"""Marking a sentence: every term of the lexicon in it, read as its abstract means it.

An abstract has short forms and names of arms of its own, and speaks of some things that are no
outcomes in it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.language.sentences.arms import (
    is_withdrawn,
    model_groups,
    own_arms,
    reversed_by_us,
    with_set_aside,
)
from pipeline.language.sentences.likenesses import likenesses
from pipeline.language.sentences.marks import (
    PERSIST,
    SHARING,
    Mark,
    arm_of,
    change_of,
    is_outcome,
    outcomes_in,
)
from pipeline.language.words.labels import group_labels, labelled
from pipeline.language.words.lexicon import MASK, Lexicon
from pipeline.language.words.numerals import NUMERAL
from pipeline.language.words.short_forms import short_forms
from pipeline.language.words.vocabulary import Mention

_NOT_SHAM = ("control", "controls", "model")
_STILL = ("null.none", "change.differ", PERSIST)
# 'EA at non-acupoints'
_AT_NO_POINT = re.compile(
    r"\s(?:(?:at|of|on|in)\s(?:an? |the )?(?:non|sham|off)|to\s(?:an? |the )?(?:non|sham \w+oint))",
    re.I,
)
# 'better than no acupuncture', 'than no or sham acupuncture'
_LEFT_OUT = re.compile(
    r"(?:\b(?:than|over|to|with|versus|vs\.?|against|and|or|either|both|received|the|an?),? |^)"
    r"[Nn]o[ -]$"
)
_NON = re.compile(r"\b[Nn]on[\s\-‐-―]?$")  # 'the non-acupuncture group'
_EFFECT_OF = re.compile(
    r"[\s-]+(?:group[\s-]+)?(?:effect|benefit|difference|response|point|session)"
)
# 'thermal but not mechanical hyperalgesia'
_SHARING = re.compile(r"\b(?P<one>[A-Za-z][a-z]+) but not (?:the )?(?=(?P<two>[a-z]+)\s)")
_SHARED = 35  # characters
_BESIDE = 2  # characters, as in 'pain (VAS) scores'
_NAME = "NO"  # in capitals no denial
# 'nine patients had less pain, the rest did not'
_COUNTED = re.compile(
    rf"\b(?:{NUMERAL}|most|third|quarter|half|%)(?: \(\d+(?:\.\d+)? ?%\))?,? (?:of (?:the )?)?"
    r"(?:patients|participants|people|subjects|cases|women|men|children|survivors|rats|mice|animals)\b",
    re.I,
)
_BARE_WITHOUT = re.compile(r"without(?=\s*(?:[.,;()]|$))")  # '24 kg with needling, 21 without'
# 'the scores', 'the mean scores', 'scores', but not 'nausea scores', 'Caprini scores'
_OF_NO_OTHER = re.compile(
    r"(?:^|[^\w\s'’)\]-]\s*|\d\s|\b(?:the|an?|all|both|these|those|this|that|each|every|any|some|several|most|"
    r"many|no|two|three|four|five|six|other|same|such|their|its|and|or|in|on|of|to|for|by|at|with|as|"
    r"was|were|are|had|than|mean|median|average|total|sum|summary|overall|global|final|raw|composite|"
    r"symptoms?|severity|clinical|behaviou?ral|functional|efficacy|therapeutic|outcomes?|primary|secondary|"
    r"main|key|baseline|follow-up|short-term|long-term|study|test|scale|subscale|rating|grading|"
    r"questionnaire|item|subitem|dimension|domain|subjective|objective|self-?(?:report|rating)|"
    r"\w+-(?:reported|rated|treatment)|relevant|various|above|above-mentioned|only|treatment|"
    r"(?:pre|post)\w*|weeks?|months?|days?|hours?|years?|\w+(?:ed|er|est|ly))\s)$",
    re.I,
)
# 'lowered inflammation and pain alike'
_OF_BOTH = re.compile(r"[^,;.]* (?:and|or) (?:[\w-]+ ){1,2}alike$")
_NO_DIFFERENCE = re.compile(r"no (?P<what>[\w-]+(?: [\w-]+)?) differences?", re.I)
_MEASURES = re.compile(
    r"\s(?:\w+\s)?(?:outcome|measure|score|scale|item|domain|parameter|ind)", re.I
)
# 'pain on walking', 'tingling at work'
_CIRCUMSTANCE = re.compile(r" (?:on (?=[a-z]+ing\b)|(?:when|while|whilst|during|at) (?=[a-z]))")
_HYPHEN = re.compile(r"[\s\-‐-―]*")


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
            n for n in lexicon.contexts if n not in named or not lexicon.lives(n, text)
        )
        self._short_forms = short_forms(text, lexicon)
        self._labels = group_labels(text, lexicon)
        self._own = own_arms(title, lexicon)

    def marks_in(self, text: str) -> list[Mark]:
        """Mark a text; outcomes that do not count in this abstract are left out."""
        kept = []
        for mark in _merged(text, self._found(text)):
            ids = tuple(
                i for i in mark.ids if not i.startswith("outcome.") or int(i[8:]) not in self._dead
            )
            if "arm.active" in ids and text[mark.start : mark.end].lower() in self._own:
                ids = ("arm.intervention",)
            if _BARE_WITHOUT.match(text, mark.start) and any(map(arm_of, kept)):
                ids = ("arm.control",)
            pair = _OF_BOTH.search(text, 0, mark.end) if "null.alike" in ids else None
            if pair and not any(arm_of(m) and m.end > pair.start() for m in kept):
                continue
            if "refer.rest" in ids and _is_of_people(text, mark):
                ids = tuple(i for i in ids if i != "refer.rest")
            is_named = any(0 <= mark.start - other.end <= _BESIDE for other in kept)
            if "refer.measures" in ids and not (
                is_named or _OF_NO_OTHER.search(text, 0, mark.start)
            ):
                ids = tuple(i for i in ids if i != "refer.measures")
            felt = next((other for other in reversed(kept) if is_outcome(other)), None)
            if felt and self._is_circumstance(text, felt, mark):
                kept = kept[: kept.index(felt) + 1]
                continue
            if ids and not is_withdrawn(text, mark):
                kept.append(mark._replace(ids=ids))
        if self._is_animal:
            kept = sorted([*kept, *model_groups(text, kept, self._lexicon)])
        return self._without_steadiness(reversed_by_us(with_set_aside(kept, text), text))

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


def _merged(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Join terms that are one name together."""
    merged: list[Mark] = []
    for mark in marks:
        if mark.ids == ("refer.bearer",):
            continue
        non = _NON.search(text, 0, mark.start) if "arm.intervention" in mark.ids else None
        if non:
            merged.append(Mark(non.start(), mark.end, ("arm.inert",)))
            continue
        joined = _joined(text, merged[-1], mark) if merged else None
        if merged and _is_left_out(text, merged[-1], mark):
            merged[-1] = Mark(merged[-1].start, mark.end, ("arm.inert",))
        elif joined:
            merged[-1] = joined
        else:
            merged.append(mark)
    return merged


def _joined(text: str, last: Mark, mark: Mark) -> Mark | None:
    """Join a term with the one before it: 'BPI pain', 'sham EA', 'gabapentin + EA'."""
    between = text[last.end : mark.start]
    if "arm.intervention" in last.ids and "arm.inert" in mark.ids:
        return _with_inert(text, last, mark)
    is_same = mark.ids == last.ids and mark.ids[0].startswith("outcome.")
    if is_same and not between.strip(" -"):
        return last._replace(end=mark.end)
    if {"arm.intervention", "arm.own"}.isdisjoint(mark.ids):
        return None
    if between.strip() == "+" and last.ids[0].startswith(("outcome.", "role.insult")):
        return Mark(last.start, mark.end, ("arm.intervention",))
    if (
        "arm.inert" in last.ids
        and _HYPHEN.fullmatch(between)
        and text[last.start : last.end].lower() not in _NOT_SHAM
    ):
        return Mark(last.start, mark.end, ("arm.inert",))
    return None


def _is_left_out(text: str, denial: Mark, mark: Mark) -> bool:
    """Whether an arm goes without the intervention: 'no acupuncture', 'no or sham acupuncture'."""
    between = text[denial.end : mark.start]
    return (
        denial.ids == ("null.neg",)
        and between in ((" or ",) if "arm.inert" in mark.ids else (" ", "-"))
        and ("arm.intervention" in mark.ids or "arm.inert" in mark.ids)
        and bool(_LEFT_OUT.search(text[: denial.end] + " "))
        and not _EFFECT_OF.match(text, mark.end)
    )


def _with_inert(text: str, ours: Mark, inert: Mark) -> Mark | None:
    """Join the intervention with what is inert: 'EA at non-acupoints' is, 'EA+saline' is not."""
    if _AT_NO_POINT.match(text, ours.end):
        return Mark(ours.start, inert.end, inert.ids)
    return ours._replace(end=inert.end) if text[ours.end : inert.start].strip() == "+" else None
