"""Denials that name no outcome and are of a time, part, dose, patient or arm: 'the mental did not'.

A denial is told by its predicate ('was not', 'did nothing', 'was unchanged'), and what it is of by
the words before: a pronoun with a time or place before it, a noun left out after its adjective, a
dose, 'that of the tibial nerve'. Any other subject is a thing of its own and denies nothing here.
"""

import re

from pipeline.language.clauses.cutting import Clause
from pipeline.language.references.scope import EFFECT, OF_WHAT
from pipeline.language.sentences.marks import FOREIGN, is_of
from pipeline.language.statements.comparisons import DENIED
from pipeline.language.words.numerals import NUMERAL

_AUXILIARY = r"(?:was|were|is|are|did|does|do|had|has|have|could|can|would)"
# 'was not', 'gained nothing', and without a verb 'in mild cases not'
_NOT = re.compile(
    rf"\b{_AUXILIARY}(?:\s\w+ly|\salso|\sstill)?\s?(?:not|n't|never|no longer|nothing|none)\b|"
    r"\b(?:gained|brought|gave|showed|saw|made|added|achieved|offered|yielded|found)\s"
    r"(?:nothing|none|no (?:such )?(?:change|effect|difference|benefit|gain|improvement)s?)\b|"
    r"\b(?:not|no longer|no|none|nothing)\b(?=\s*(?:[.,;(]|so\b|$))",
    re.I,
)
# what may follow, where no word of change does
_AFTER = re.compile(
    r"\s*(?:$|[.,;:(\[—–]|(?:so|true|the case|different|better|seen|found|observed|shown|evident|"
    r"apparent|present|noted|detected|any more|do so|respond\w*|benefit\w*|follow\w*|help\w*|"
    r"separate\w*|at|after|until|by|in|beyond|"
    r"(?:see|find|show|confirm|detect|observe|share|repeat|replicate|report|bear)\s(?:this|it|that|so|"
    r"such|any|one|them))\b)",
    re.I,
)
_AUX_BEFORE = re.compile(
    rf"\s*(?:\b(?:{_AUXILIARY}|been|be|being|stayed|remained|had|kept|still|also|\w+ly)\s*)*$",
    re.I,
)
_OPENING = re.compile(
    r"[\s,;:—–-]*(?:(?:and|but|whereas|while|whilst|though|although|yet|however|conversely|also|"
    r"then|only|by contrast|in contrast|on the other hand)\b[\s,]*)*",
    re.I,
)
_BEFORE_PRONOUN = (
    r"(?:in|at|by|during|after|on|with|under|below|above|for|to|when|from|among|beyond|within|over|against|"
    r"than|until|since|as to|once|twice|thrice|daily|weekly|thereafter|later)\b"
)
_UNIT = (
    r"(?:k?Hz|mA|minutes?|mins?|hours?|h|sessions?|times|needles?|weeks?|months?|days?|years?|mg|J|W|"
    r"mm)\b"
)
_LEAD = re.compile(rf"{_BEFORE_PRONOUN}|{NUMERAL}[\s-]*{_UNIT}", re.I)
_PRONOUN = re.compile(
    r"(?:^|\s)(?:it|they|this|that|these|those)(?: (?:difference|effect|gain))?$", re.I
)
# 'for serum lipids'
_OF_THING = re.compile(
    r"(?:for|on|to|as to)\b(?!\s(?:the\s)?(?:whole|others?|rest|remainder)\b)", re.I
)
# '100 Hz', 'fifteen minutes', 'once a week'
_DOSE = re.compile(
    rf"(?:the\s|a\s)?(?:(?:\w+\s)?dose\b|{NUMERAL}[\s-]*{_UNIT}|once\b|twice\b|thrice\b|(?:daily|weekly|monthly)\b|"
    r"(?:high|low|short|long|weak|strong)(?:er)?\b)",
    re.I,
)
_AT_DOSE = re.compile(rf"\b(?:[A-Z]{{2,3}}-?\d+|{NUMERAL}[\s-]*{_UNIT})")
# 'that of the tibial nerve'
_THAT_OF = re.compile(
    r"(?:that|those)\s(?:of|in|at|on|for|from|with|under|after|over|against|to|between)\b", re.I
)
_SET_AGAINST = re.compile(r"\b(?:over|against|than|to|between|versus|vs)\b", re.I)
# 'the mental', 'the other half', 'peroneal': what they are of was named before
_PART = re.compile(
    r"(?:(?:the|its|their|his|her|any|on|in|for)\s(?:[a-z][\w-]*\s){0,2}?)?"
    r"(?:[a-z][\w-]*(?:al|ar|ic|ory|ary)|left|right|upper|lower|latter|former|first|second|third|"
    r"last|deep|superficial|cold|warm|hot|light)"
    r"(?:\s(?:ones?|half|parts?|components?|summary|subscales?|domains?|dimensions?|items?|scores?|"
    r"scales?|nerves?|sides?|values?|readings?))?|"
    r"(?:a|an|one|another|the)\s(?:\w+\s)?(?:trial|study|review|RCT|(?:second|third|fourth|fifth|other)(?:\sone)?)|"
    r"(?:the\s)?(?:[a-z][\w-]*\s){0,2}?(?:relief|effect|gain|benefit|improvement|advantage)|"
    r"(?:the|its|their)\s(?:[a-z][\w-]*\s){1,2}?"
    r"(?:ones?|half|parts?|components?|summary|subscales?|domains?|dimensions?|items?|nerves?)|"
    r"(?:the\s)?(?:other|remaining)\s(?:[\w-]+\s)?(?:components?|domains?|subscales?|dimensions?|"
    r"items?|nerves?|half|scores?|scales?)",
    re.I,
)
# 'five of those who were not'
_OF_WHOM = re.compile(r"\b(?:who|which|(?:those|ones?|group|rats|patients) that)\s*$", re.I)
_OF_THEM = re.compile(
    r"\s*(?:on|in|of|for)\s+(?:(?:any|either|both|all) of )?(?:them|these|it)\b", re.I
)
# 'the median nerve, motor as well as sensory,'
_SET_OFF = re.compile(r",[^,]*,\s*$")
_FROM = re.compile(r"\b(?:from|than|with|to|over|of)\s+(?:the\s+|that\s+of\s+)*$", re.I)
_SHORT = 4  # words
_NEXT = 14  # characters between a 'not' and the word of change that it denies


# 'but not the thermal one'
_NOT_PART = re.compile(
    r"\W*(?:(?:but|and|yet|though|although)\s+)?not\s+(?P<what>[^.,;:()]{2,40}?)\s*(?:[.,;(]|$)",
    re.I,
)
# 'neither upward nor lateral movement'
_NEITHER_PART = re.compile(
    r"\W*(?:(?:but|and|yet|though|although|while)\s+)?neither\s(?:the\s)?[a-z]+(?:al|ar|ic|ory|ary|ward)\s"
    r"nor\s(?:the\s)?[a-z]+(?:al|ar|ic|ory|ary|ward)\s"
    r"(?:(?:movements?|scores?|components?|parts?|domains?|nerves?|sides?|ones?|values?)\s)?"
    r"(?:of the \w+ )?(?:was|were|did|had|is|are|\w+ed)\b",
    re.I,
)
# ', except in diabetics', 'in diabetics there was no such difference'
_EXCEPT = re.compile(
    rf"\W*except\s(?:in|at|on|among|after|during|with|under)\s(?!(?:the\s|only\s)?{NUMERAL}\b)[^,;]{{3,40}}$",
    re.I,
)
_NO_SUCH = re.compile(
    r"\bno such (?:change|effect|difference|benefit|gain|improvement|advantage)", re.I
)
# 'thereafter', 'at month six', 'six months on'
_WHEN = re.compile(
    rf"(?:thereafter|afterwards|later(?: on)?|subsequently|in the (?:long|longer) (?:term|run)|"
    rf"(?:at|by|after|from|beyond|in)\s(?:the\s)?(?:[\w-]+\s){{0,2}}?"
    rf"(?:weeks?|months?|days?|years?|follow[ -]?up|discharge|visits?)(?:\s{NUMERAL})?"
    rf"(?:\s(?:after|from|of)\s(?:the\s)?(?:\w+\s?){{1,2}})?|"
    rf"(?:{NUMERAL}|a)\s(?:weeks?|months?|days?|years?)\s(?:later|on|after\w*))"
    r"(?:,?\s(?:however|though))?,?(?:\sthere)?",
    re.I,
)


def denied_for(clause: Clause, *, is_near: bool) -> str | None:
    """Tell whom a clause without outcomes denies a difference from, or that it is `DENIED`.

    `is_near` where what it denies was told in the same sentence: only there may a bare noun phrase
    be a part of it. `None` where the clause denies nothing of the kind.
    """
    if is_near and _denies_part(clause):
        return DENIED
    place = _predicate(clause)
    if place is None or _OF_WHOM.search(clause.text, 0, place[0]):
        return None
    start, end = place
    if OF_WHAT.search(clause.text, end) and not _OF_THEM.search(clause.text, end):
        return None
    opening = _OPENING.match(clause.text).end()
    subject = clause.text[opening : max(start, opening)]
    subject = _SET_OFF.sub("", subject[: _AUX_BEFORE.search(subject).start()]).strip(" ,")
    arms = [arm for mark, arm in clause.arms if mark.start - clause.start < start]
    other = next((arm for arm in arms if arm in FOREIGN), None)
    if other:
        return other if _is_compared(clause, subject, arms, is_near=is_near) else None
    is_such = bool(_NO_SUCH.search(clause.text) and _LEAD.match(subject))
    is_of_told = is_such or _is_elliptic(subject, arms, is_near=is_near)
    return (_compared_after(clause, end) or DENIED) if is_of_told else None


def _compared_after(clause: Clause, place: int) -> str | None:
    """Give the arm that a denial goes on to compare with: 'did not part from sham'."""
    return next(
        (
            arm
            for mark, arm in clause.arms
            if arm in FOREIGN
            and mark.start - clause.start >= place
            and _FROM.search(clause.text, place, mark.start - clause.start)
        ),
        None,
    )


def _denies_part(clause: Clause) -> bool:
    """Whether a clause is no more than 'but not the thermal one'."""
    part = _NOT_PART.match(clause.text)
    if _EXCEPT.match(clause.text) or _NEITHER_PART.match(clause.text):
        return all(arm not in FOREIGN for _, arm in clause.arms)
    if part is None or any(arm in FOREIGN for _, arm in clause.arms):
        return False
    return bool(_PART.fullmatch(part["what"]) or _THAT_OF.match(part["what"]))


def _predicate(clause: Clause) -> tuple[int, int] | None:
    """Find what a clause denies with: the first 'not' that denies an effect, or a null."""
    if not clause.ids.isdisjoint(("role.adverse", "role.future")):
        return None
    found = []
    null = clause.first("null.none")
    if null:
        found.append((null.start - clause.start, null.end - clause.start))
    for match in _NOT.finditer(clause.text):
        end = match.end()
        told = any(
            is_of(mark, "change.good", "change.differ", "null.none", "role.significant")
            and 0 <= mark.start - clause.start - end <= _NEXT
            for mark in clause.marks
        )
        if (
            told
            or _AFTER.match(clause.text, end)
            or not match.group().lower().endswith(("not", "n't", "never"))
        ):
            found.append(match.span())
            break
    return min(found, default=None)


def _is_compared(clause: Clause, subject: str, arms: list[str], *, is_near: bool) -> bool:
    """Whether a subject names another arm as one compared with: 'against sham it'.

    Or as what was not beaten: 'sham it did not'.
    """
    pronoun = _PRONOUN.search(subject)
    is_led = bool(_LEAD.match(subject))
    if is_near and pronoun and not is_led and "comparison.both" not in clause.ids:
        return len(subject.split()) <= _SHORT
    if "intervention" not in arms and "between" in subject:
        return False
    if "intervention" not in arms and not (
        "comparison.than" in clause.ids or _SET_AGAINST.search(subject)
    ):
        return False
    is_effect = EFFECT.match(subject.removeprefix("the "))
    return bool(_THAT_OF.match(subject) or is_effect) or (is_near and is_led)


def _is_elliptic(subject: str, arms: list[str], *, is_near: bool) -> bool:
    """Whether a subject leaves out what it is of, and that was told before."""
    if "intervention" in arms and (is_near or _AT_DOSE.search(subject)):
        return True
    pronoun = _PRONOUN.search(subject)
    if pronoun:
        lead = subject[: pronoun.start()].strip(" ,")
        return not lead or bool(_LEAD.match(lead))
    if "intervention" in arms:
        return False
    if _DOSE.match(subject) or _WHEN.fullmatch(subject):
        return True
    return is_near and _is_part(subject)


def _is_part(subject: str) -> bool:
    """Whether a subject is a part, place or patient of what was told: 'that of the left hand'."""
    if _THAT_OF.match(subject) or _PART.fullmatch(subject):
        return True
    if re.search(rf"\b(?:{_AUXILIARY}|there)\b", subject):
        place = re.fullmatch(r"\w+\s(?P<what>.+?),?\sthere(?:\s\w+)?", subject)
        return bool(place and _PART.fullmatch(place["what"]))
    return " " in subject and bool(_LEAD.match(subject)) and not _OF_THING.match(subject)
