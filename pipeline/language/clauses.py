"""From a sentence to its clauses, each a row of marks: outcomes, changes, arms, comparisons."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.language.lexicon import MASK, Lexicon, Mark

# Punctuation that ends a statement; a semicolon within brackets does not.
_BREAK = re.compile(r"[;:](?=\s)|\s[—–]\s|—")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]")
_BUT_NOT = re.compile(r"but not\s+", re.I)
_DENIAL = re.compile(
    r"(?:though|although|but|yet)\s+not (?:at|in|with|for|after|by|on|under|during)\b[^,;]{1,50},"
)
_AND = re.compile(r",?\s+and\s+(?!(?:in|by|from|to)?\s*\d)")
_VERB = re.compile(r"[^,;:.()]{2,90}?\b(?:was|were|did|had|remained|has been|have been|they|it)\b")
# 'was lower in the model group and was higher in the EA group'
_AND_WAS = re.compile(
    r",?\s+(?:and|but|while|whereas)\s+(?=(?:then\s+|also\s+|\w+ly\s+)?"
    r"(?:(?:was|were|is|are|had|did|has|have)\b|"
    r"(?:\w+(?:ed|er)|fell|rose)\s+(?:by|after|in|with|following|under|upon)\b))"
)
# 'worsened in two patients and improved in eighteen'
_AND_IN = re.compile(
    r"(?:,|,?\s+(?:and|but))\s+(?=(?:(?:was|were|had)\s+)?(?:\w+(?:ed|er)|fell|rose)\s+in\s+(?:\d|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"the (?:rest|others?|remaining|remainder))\b)"
)
# 'three trials favoured it and two found no difference'
_OTHER_TRIALS = re.compile(
    r",?\s+(?:(?:and|while|but)\s+)?(?=(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|others?|some|"
    r"the (?:others?|rest|remaining))(?: (?:trials?|studies|study|others?|RCTs))?"
    r"(?: (?:found|showed|saw|reported|did|had|detected))? (?:no|none|not)\b)"
)
_HEADING = 14  # words
_NO_NAME = re.compile(
    r"\w+ed|rose|fell|grew|sank|shrank|went.*|came.*|(?:was|were|did|had|no|not)\b.*|\w+er|worse|"
    r"less|more|up|down|\w+ly",
    re.I,
)
_VALUES = re.compile(r"[^\d;.]{0,25}\d[^;]*")
_NOT_SHAM = ("control", "controls", "model")
_OPENING = ("although", "though", "while", "whilst", "whereas", "despite", "in spite of")
_FINITE = re.compile(
    r",?\s+and\s+(?=(?:there (?:was|were)|no\b|it\b|s?he\b|this\b|these\b|neither\b|"
    r"both (?:\w+ ){0,2}\w+ed\b|the \w+ (?:was|were)\b))|"
    r",\s+(?:yet\s+)?with(?:out)?\s+(?=(?:no|any|similar|little|equal)\b)|"
    r",?\s+(?=without (?:any |significant |a |between-group |inter-?group |statistical(?:ly)? )*"
    r"difference)|"
    r",?\s+(?:and|but)\s+(?=failed to do so\b|none (?:of|with|for|from|after)\b)|"
    r",\s+(?=the differences?\b|a difference\b|(?:both|all|each)\b[^,;]{0,30}\bhaving\b|"
    r"\w+ (?:making|showing|having|conferring|bringing) no\b|"
    r"(?:the )?(?:[\w-]+ ){1,4}(?:did|had|was|were) not\s*[.;,(])"
)


@dataclass(frozen=True)
class Clause:
    """One statement of a sentence; offsets of marks are into the sentence."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """All meanings in the clause."""
        return frozenset(meaning for mark in self.marks for meaning in mark.ids)

    def first(self, *ids: str) -> Mark | None:
        """Give the first mark with one of these meanings."""
        return next((m for m in self.marks if any(i in m.ids for i in ids)), None)


def marks_of(
    text: str, lexicon: Lexicon, short_forms: Mapping[str, tuple[str, ...] | None]
) -> list[Mark]:
    """Give all marks of a sentence in order.

    `short_forms` are the abstract's own abbreviations with the meanings of their long forms;
    `None` where the long form has none, so that the same letters are not taken for another term.
    """
    marks: list[Mark] = []
    for mention in lexicon.words.find(text):
        if text[mention.start : mention.end] in short_forms:
            continue
        if MASK in mention.ids and not any(i.startswith("outcome.") for i in mention.ids):
            continue
        if mention.ids == ("mask.words",):
            continue
        marks.append(Mark(mention.start, mention.end, mention.ids))
    if short_forms:
        marks += _short_marks(text, short_forms, marks)
        marks.sort()
    return _merged(text, marks)


def _short_marks(
    text: str, short_forms: Mapping[str, tuple[str, ...] | None], taken: Sequence[Mark]
) -> list[Mark]:
    found = []
    spans = [(mark.start, mark.end) for mark in taken]
    for short, ids in short_forms.items():
        if not ids:
            continue
        at = text.find(short)
        while at >= 0:
            end = at + len(short)
            clear = (at == 0 or not text[at - 1].isalnum()) and (
                end == len(text) or not text[end].isalnum() or text[end] == "s"
            )
            if clear and not any(start < end and at < stop for start, stop in spans):
                found.append(Mark(at, end, ids))
            at = text.find(short, end)
    return found


def _merged(text: str, marks: list[Mark]) -> list[Mark]:
    """Join an inert or modelling word with the intervention it stands before: 'sham EA'."""
    merged: list[Mark] = []
    for mark in marks:
        if "refer.bearer" in mark.ids:
            if merged and not text[merged[-1].end : mark.start].strip(" -"):
                last = merged[-1]
                if any(i.startswith("outcome.") for i in last.ids) and not last.ids[0].startswith(
                    "arm."
                ):
                    merged.pop()
            if len(mark.ids) == 1:
                continue
        if merged and mark.ids == merged[-1].ids and mark.ids[0].startswith("outcome."):
            last = merged[-1]
            if not text[last.end : mark.start].strip(" -"):
                merged[-1] = last._replace(end=mark.end)  # 'BPI pain'
                continue
        if merged and "arm.intervention" in mark.ids:
            last = merged[-1]
            between = text[last.end : mark.start]
            if between.strip() == "+" and last.ids[0].startswith("outcome."):
                merged[-1] = Mark(last.start, mark.end, ("arm.intervention",))
                continue
            if (
                "arm.inert" in last.ids
                and re.fullmatch(r"[\s\-‐-―]*", between)
                and text[last.start : last.end].lower() not in _NOT_SHAM
            ):
                merged[-1] = Mark(last.start, mark.end, ("arm.inert",))
                continue
            if ("arm.inert" in last.ids or "arm.reference" in last.ids) and re.fullmatch(
                r"\s*\+\s*", between
            ):
                merged[-1] = Mark(last.start, mark.end, ("arm.intervention",))
                continue
        merged.append(mark)
    return merged


def clauses(text: str, marks: Sequence[Mark]) -> list[Clause]:
    """Cut a sentence where one statement ends and another begins."""
    brackets = [match.span() for match in _BRACKETS.finditer(text)]

    def inside(place: int) -> bool:
        return any(start < place < end for start, end in brackets)

    cuts = {
        match.end()
        for match in _BREAK.finditer(text)
        if not (inside(match.start()) or _is_heading(text, match, marks))
    }
    cuts |= {
        match.start()
        for match in itertools.chain(
            _FINITE.finditer(text), _OTHER_TRIALS.finditer(text), _AND_IN.finditer(text)
        )
        if not inside(match.start())
    }
    cuts |= {
        match.start()
        for match in _AND_WAS.finditer(text)
        if not inside(match.start()) and _compares_twice(text, match, marks)
    }
    for mark in marks:
        if "break.clause" in mark.ids and not inside(mark.start):
            if _is_aside(text, mark, marks) or _is_relative(text, mark):
                continue
            denial = _DENIAL.match(text, mark.start)
            if denial:
                cuts.add(denial.end())
            if mark.start > 0:
                cuts.add(mark.start)
            if text[mark.start : mark.end].lower() in _OPENING:
                comma = _comma_after(text, mark.end, marks, inside)
                if comma:
                    cuts.add(comma)
    cuts |= _second_statements(text, marks, cuts, inside)
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    found = []
    for start, end in itertools.pairwise(edges):
        held = tuple(mark for mark in marks if start <= mark.start < end)
        found.append(Clause(text[start:end], start, end, held))
    return found


def _second_statements(text, marks, cuts, inside) -> set[int]:
    """Cut at an 'and' after which another subject has a verb of its own."""
    found = set()
    told = [m for m in marks if any(i.startswith(("change.", "null.none")) for i in m.ids)]
    for match in _AND.finditer(text):
        if inside(match.start()):
            continue
        since = max((cut for cut in (*cuts, *found) if cut <= match.start()), default=0)
        verb = _VERB.match(text, match.end())
        if (
            verb
            and any(since <= mark.start < match.start() for mark in told)
            and not any(match.end() <= mark.start < verb.end() for mark in told)
        ):
            found.add(match.start())
    return found


def _compares_twice(text: str, joint: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether arms and a change stand on both sides of a joint."""

    def tells(held: Sequence[Mark]) -> bool:
        ids = {i.partition(".")[0] for mark in held for i in mark.ids}
        return "arm" in ids and not ids.isdisjoint(("change", "null"))

    return tells([m for m in marks if m.end <= joint.start()]) and tells(
        [m for m in marks if m.start >= joint.end()]
    )


def may_name(word: str) -> bool:
    """Whether a word of change may be part of a name ('deficit', 'relief'), and is no verb."""
    return not _NO_NAME.fullmatch(word)


def _is_heading(text: str, colon: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether a colon parts an outcome from what is told of it: 'Numbness: no change'."""
    if colon.group() != ":":
        return False
    head = text[max(text.rfind(stop, 0, colon.start()) for stop in ";:") + 1 : colon.start()]
    start = colon.start() - len(head)
    before = [mark for mark in marks if start <= mark.start < colon.start()]
    if len(head.split()) > _HEADING:
        return False
    if not any(i.startswith("outcome.") for mark in before for i in mark.ids):
        return False
    told = [m for m in marks if any(i.startswith(("change.", "null.")) for i in m.ids)]
    names = [text[mark.start : mark.end] for mark in before if mark in told]
    if not names:
        return True
    if not all(map(may_name, names)):
        return False
    # 'Weight-bearing deficit: EA 11%, model 34%'
    values = _VALUES.match(text, colon.end())
    return values is not None and not any(
        values.start() <= mark.start < values.end() for mark in told
    )


def _is_aside(text: str, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether 'but not' sets another arm aside within one statement: 'EA, but not sham EA, cut'."""
    match = _BUT_NOT.match(text, mark.start)
    if not match:
        return False
    if _is_parenthesis(text, match, marks):
        return True
    ends = [at] if (at := text.find(",", match.end())) >= 0 else []
    ends += [m.start for m in marks if m.start > match.end() and "change." in m.ids[0]]
    end = min(ends, default=-1)
    if end < 0 or end - match.end() > 40:
        return False
    return any(
        match.end() <= other.start < end and {"arm.inert", "arm.active"} & set(other.ids)
        for other in marks
    )


def _is_parenthesis(text: str, but_not: re.Match[str], marks: Sequence[Mark]) -> bool:
    """Whether 'but not …,' stands between an adjective and its noun: 'heat, but not cold, pain'."""
    end = text.find(",", but_not.end())
    if not 0 <= end - but_not.end() <= 30 or text[: but_not.start()].rstrip()[-1:] != ",":
        return False
    named = [m for m in marks if any(i.startswith("outcome.") for i in m.ids)]
    told = [m for m in marks if m.end <= but_not.start() and m.ids[0].startswith("change.")]
    return (
        bool(told)
        and any(0 <= m.start - end <= 3 for m in named)
        and not any(told[-1].end <= m.start < end for m in named)
    )


def _is_relative(text: str, mark: Mark) -> bool:
    """Whether 'which …,' is set within a statement that goes on after it."""
    if text[mark.start : mark.end].lower() != "which":
        return False
    comma = text.find(",", mark.end)
    return 0 <= comma - mark.end <= 80


def _comma_after(text, place, marks, inside) -> int | None:
    """Give the comma that ends a subordinate clause: the first after a word of change."""
    changed = min(
        (
            mark.end
            for mark in marks
            if mark.start >= place and any(i.startswith(("change.", "null.")) for i in mark.ids)
        ),
        default=None,
    )
    if changed is None:
        return None
    at = text.find(",", changed)
    while at >= 0 and inside(at):
        at = text.find(",", at + 1)
    return at if at >= 0 else None
