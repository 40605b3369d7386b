"""Clauses: a sentence is cut where one statement ends and another begins."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.language.clauses.clause import Clause
from pipeline.language.clauses.joints import JOINTS, is_after_name
from pipeline.language.clauses.parentheses import is_relative
from pipeline.language.sentences.marks import (
    DEGREE,
    NOUNS,
    Mark,
    arm_of,
    change_of,
    is_attributive,
    is_of,
    is_outcome,
)

# Punctuation that ends a statement; a semicolon within brackets does not.
_TEST = (
    r"\s+(?:(?:all|both|each|every|either)(?: [a-z]+)?\s+|"
    r"(?:[^;:\d]{2,40}? )?(?:vs\.?|versus|v\.?|against) [^;:\d]{2,40}?[ ,] ?|"
    r"(?:(?:at|on|after|by) )?(?:(?:week|month|day)s? \d+|[\w-]+ (?:week|month|day)s?)[ ,:] ?)?"
    r"[Pp](?:s|[- ]?values?)?\s*[=<>≤≥]\s*[\d.·]*\d(?:(?:,| and)\s+[=<>]?\s*[\d.·]*\d)*"
    r"(?: (?:vs\.?|versus) [a-z ]{2,20})?(?:$|\.|[;,]\s)"
)
_PAIR = 2  # words that tell something, the least that two statements have
_BREAK = re.compile(rf"[;:](?=\s)(?!{_TEST})|\s[—–]\s|—")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*(?:[(\[][^()\[\]]*[)\]][^()\[\]]*)*[)\]]")
_OPENING = ("although", "though", "while", "whilst", "whereas", "despite", "in spite of")
# 'pain fell and sleep was better'
_AND = re.compile(r",?\s+(?P<and>and)\s+(?!(?:in|by|from|to)?\s*\d)|,\s+(?:the |mean )?")
_VERB = re.compile(
    r"(?:[^,;:.()]{2,90}?|(?:[\w /-]{1,25}, ){1,8}[\w /-]{1,25},? and [^,;:.()]{2,60}?)"
    r"(?<!and )(?<!but )(?<!or )\b"
    r"(?P<verb>was|were|did|had|remained|stayed|proved|could|ha(?:s|ve) been|they|it)\b"
)
# 'no difference in IL-6 and TNF-α was found'
_NO_CHANGE = re.compile(r"no\b.*\b(?:differences?|changes?|effects?)", re.I)
# 'improvement of symptoms and velocity was seen'
_GAIN = re.compile(
    r"\W*(?:(?:an?|the|significant|marked|greater|larger|more|less|smaller|better|there|was|were|"
    r"\w+ly) )*"
    r"(?:improvement|deterioration|relief|recovery|elevation|alleviation|reduction|decrease|"
    r"increase|decline|change|gain)s?(?: (?:in|of))?",
    re.I,
)
_FINITE_VERB = re.compile(r"\b(?:was|were|is|are|had|has|have|showed|saw|found|made)\b")
# 'the gap between EA | and sham'
_OPEN_PAIR = re.compile(r"\bbetween (?:(?!\band\b)[^,;.])*$", re.I)
# 'not only pain but also sleep', 'pain, but not sleep, was better'
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply)\b[^;]{0,80}$", re.I)
_BUT_NOT = re.compile(r"(?:but|though|if) not (?!\w+ly\b|abol|always)[^,;.]{2,60},")
# 'for pain, not for sleep'
_NOT_FOR = re.compile(r",\s+(?P<denial>not (?:(?:for|on|in|of) )?(?:the )?)(?=\w)")
# 'it made no difference which'
_ASKED = re.compile(r"\bdifference $")
# 'was lower in the model group and was higher in the EA group'
_AND_WAS = re.compile(
    r"(?:,?\s+(?:and|but|while|whereas)|,)\s+(?="
    r"(?:then\s+|also\s+|\w+ly\s+|"
    r"(?:at|by|on|after|from)(?: (?:the |end |of |day |week |month )*[\w-]+) )?"
    r"(?:no longer\b|(?:was|were|is|are|had|did|has|have)\b|"
    r"(?:[\w-]+(?:ed|er)|fell|rose|up|down)(?:\s+again|\s+\w+ly)?\s+"
    r"(?:by|after|in|with|following|under|upon)\b))"
)


# 'was similar in EA and gabapentin, and lower than with sham'
_AND_RANKED = re.compile(
    r",?\s+(?:and|but)\s+(?=(?:both |each |these |they )?(?:(?:was|were)\s+)?(?:\w+ly |much |far )?"
    r"(?:\w+er|better|worse|less|more|superior)(?: [a-z]+)? (?:than|to|compared)\b)"
)


def clauses(text: str, marks: Sequence[Mark]) -> list[Clause]:
    """Cut a sentence where one statement ends and another begins."""
    cuts = _Sentence(text, marks).cuts()
    edges = [0, *sorted(cut for cut in cuts if 0 < cut < len(text)), len(text)]
    found = []
    for start, end in itertools.pairwise(edges):
        held = tuple(mark for mark in marks if start <= mark.start < end)
        found.append(Clause(text[start:end], start, end, held))
    return found


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its marks; nothing within brackets is a place to cut it."""

    text: str
    marks: Sequence[Mark]

    def cuts(self) -> set[int]:
        """Give the places where statements begin."""
        cuts = {
            *self._at_punctuation(),
            *self._at_verbs(),
            *self._at_denials(),
            *self._at_conjunctions(),
        }
        return cuts | self._at_subjects(cuts)

    def _at_punctuation(self) -> Iterator[int]:
        for match in self._matches(_BREAK):
            if not is_after_name(self.text, match, self.marks):
                yield match.end()

    def _at_verbs(self) -> Iterator[int]:
        """Cut where another verb begins, whose arm or number of patients is another one."""
        told = [m for m in self.marks if is_of(m, "outcome.", "change.", "null.", "refer.")]
        if len(told) < _PAIR:
            return
        for pattern in JOINTS:
            for match in self._matches(pattern):
                yield match.start()
        for match in self._matches(_AND_WAS):
            if self._compares_twice(match):
                yield match.start()
        if any(is_of(mark, "null.none", "null.alike") for mark in self.marks):
            for match in self._matches(_AND_RANKED):
                if self._is_level_before(match.start()):
                    yield match.start()

    def _at_denials(self) -> Iterator[int]:
        """Cut where outcomes begin that are set against those before: 'for pain, not for sleep'."""
        for match in self._matches(_NOT_FOR):
            if self._begins_with_outcome(match.end()):
                yield match.start("denial")

    def _at_conjunctions(self) -> Iterator[int]:
        for mark in self.marks:
            if "break.clause" not in mark.ids or self._is_inside(mark.start):
                continue
            if is_relative(self.text, mark) or self._goes_on(mark.start):
                continue
            yield mark.start
            if self.text[mark.start : mark.end].lower() in _OPENING:
                yield from self._comma_after(mark.end)

    def _goes_on(self, place: int) -> bool:
        """Whether a 'but' goes on with a 'not only', or sets something aside between commas.

        So too a 'which' of 'no difference which'.
        """
        if _NOT_ONLY.search(self.text, 0, place) or _ASKED.search(self.text, 0, place):
            return True
        is_set_off = self.text[:place].rstrip().endswith(",")
        return is_set_off and bool(_BUT_NOT.match(self.text, place))

    def _at_subjects(self, cuts: set[int]) -> set[int]:
        """Cut at an 'and', or a comma before an outcome, after which a subject has its own verb."""
        found: set[int] = set()
        told = [mark for mark in self.marks if is_of(mark, "change.", "null.none", "null.fade")]
        for match in self._matches(_AND):
            since = max((cut for cut in (*cuts, *found) if cut <= match.start()), default=0)
            if not self._has_verb(since, match.start(), told):
                continue
            verb = _VERB.match(self.text, match.end())
            is_clause = (
                verb is not None
                and (match["and"] is not None or self._begins_with_outcome(match.end()))
                and not _OPEN_PAIR.search(self.text, since, match.start())
                and not any(match.end() <= mark.start < verb.start("verb") for mark in told)
            )
            if is_clause or (match["and"] and self._begins_with_arm(match.end())):
                found.add(match.start())
        return found

    def _begins_with_outcome(self, place: int) -> bool:
        return any(mark.start == place and is_outcome(mark) for mark in self.marks)

    def _begins_with_arm(self, place: int) -> bool:
        """Whether an arm and its verb stand at a place: 'and EA raised it'."""
        return any(
            arm.start == place
            and arm_of(arm)
            and not any(arm_of(one) and self.text[one.end : place] == " and " for one in self.marks)
            and change_of(verb) not in (None, "null.none", *DEGREE, *NOUNS)
            and self.text[arm.end : verb.start] == " "
            for arm, verb in itertools.pairwise(self.marks)
        )

    def _has_verb(self, start: int, end: int, told: Sequence[Mark]) -> bool:
        """Whether a stretch tells something, and does not only name a change: 'the impact on'."""
        is_finite = _FINITE_VERB.search(self.text, start, end) is not None
        return any(
            start <= mark.start < end
            and change_of(mark) not in NOUNS
            and "change.impact" not in mark.ids
            and not is_attributive(self.text, mark, self.marks)
            and (is_finite or not self._is_noun(mark, start))
            for mark in told
        )

    def _is_noun(self, mark: Mark, start: int) -> bool:
        """Whether a word of change may name one: 'no difference in', 'improvement of'."""
        return "change.differ" in mark.ids or bool(
            _NO_CHANGE.fullmatch(self.text, mark.start, mark.end)
            or _GAIN.fullmatch(self.text, start, mark.end)
        )

    @cached_property
    def _brackets(self) -> list[tuple[int, int]]:
        return [match.span() for match in _BRACKETS.finditer(self.text)]

    def _is_inside(self, place: int) -> bool:
        return any(start < place < end for start, end in self._brackets)

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for match in pattern.finditer(self.text):
            if not self._is_inside(match.start()):
                yield match

    def _compares_twice(self, joint: re.Match[str]) -> bool:
        """Whether arms and a change stand on both sides of a joint."""
        before = [mark for mark in self.marks if mark.end <= joint.start()]
        after = [mark for mark in self.marks if mark.start >= joint.end()]
        return _compares(before) and _compares(after)

    def _is_level_before(self, place: int) -> bool:
        """Whether what stands before a place likens two arms, and ranks none."""
        before = [mark for mark in self.marks if mark.end <= place]
        is_ranked = any("comparison.than" in mark.ids for mark in before)
        is_level = any(is_of(mark, "null.none", "null.alike") for mark in before)
        return is_level and not is_ranked and sum(map(bool, map(arm_of, before))) > 1

    def _comma_after(self, place: int) -> Iterator[int]:
        """Give the comma that ends a subordinate clause: the first after a word of change."""
        told = [m.end for m in self.marks if m.start >= place and is_of(m, "change.", "null.")]
        if not told:
            return
        at = self.text.find(",", min(told))
        while at >= 0 and self._is_inside(at):
            at = self.text.find(",", at + 1)
        if at >= 0:
            yield at


def _compares(marks: Sequence[Mark]) -> bool:
    ids = {meaning for mark in marks for meaning in mark.ids}
    families = {meaning.partition(".")[0] for meaning in ids}
    return ("arm" in families or "role.insult" in ids) and not families.isdisjoint(
        ("change", "null")
    )
