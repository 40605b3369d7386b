"""Exceptions from an effect: arms, patients, doses or places that a sentence denies it for."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.language.clauses.cutting import Clause
from pipeline.language.clauses.regimens import names_forms
from pipeline.language.sentences.marks import Mark, is_of
from pipeline.language.statements.groups import Group
from pipeline.language.words.numerals import NUMERAL

# 'women, but not men, had less pain'
_ASIDE = re.compile(r",?\s+but not (?:[\w-]+\s+){0,5}?[\w-]+,", re.I)
# 'EA, but not through adenosine,'
_BY_MEANS = re.compile(r"\b(?:via|through|by|involv\w+|depend\w+|receptors?)\b", re.I)
# who is expected to have none: 'but not in knock-out mice'
_EXPECTED = re.compile(
    r"\bsham|control|placebo|alone|model|[-−–]/[-−–]|knock|null mice|deficien|antagoni|inhibitor|"
    r"blocker|(?:without|no) (?:current|stimulation|penetration|needles)|switched off|inactive|"
    r"non-?\s?(?:acu)?point",
    re.I,
)
# 'and was unchanged in the others'
_REMAINDER = re.compile(r"\bin (?:the )?(?:remainder|rest|others?|remaining)\b", re.I)
# 'and hardly at all with 100 Hz'
_HARDLY = re.compile(
    r"\W*(?:and|while|though)?\s*(?:hardly|scarcely|barely|not|little)(?:\s+at\s+all)?\s+"
    r"(?:with|under|in|at(?! all\b)|after|by|on|during)\s+(?P<what>[^,;.]+)",
    re.I,
)
# ', 100 Hz being without effect'
_OF_REGIMEN = re.compile(
    r"\W*(?:(?:and|while)\s+)?(?:the\s+)?(?:\d[\w./-]*|low|high|weak|strong|short|long)\b[^,;]{0,30}",
    re.I,
)
# 'all the cytokines but IL-6', 'apart from vibration, every threshold'
_ALL = (
    r"\b(?:all(?!\s+but\s+(?:gone|absent|normal|abolish|vanish|lost|disappear|eliminat))|"
    r"every|each|everything|both|any)\b"
)
_BUT = (
    r"(?:but(?: for)?|except(?: for)?|excepting|save(?: for)?|bar|apart from|with the exception of|"
    r"other than)"
)
_SPARE = rf"{_BUT}\s+(?:(?:the|those of|that of|for|in|its|their)\s+)*(?P<what>[^,.;:()]{{2,40}}?)"
_ALL_BUT = re.compile(
    rf"{_ALL}[^.;:]{{0,60}}?(?<!,)\s{_SPARE}"
    r"(?=,|[.;:(]|$|\s(?:was|were|did|had|in|with|after|under|by|at|\w+ed|fell|rose|went|came)\b)",
    re.I,
)
_BUT_ALL = re.compile(rf"^{_SPARE},[^.;:]{{0,30}}?{_ALL}", re.I)
_COUNT = re.compile(NUMERAL, re.I)
# patients, and what is all but gone
_NO_OUTCOME = re.compile(
    r"\b(?:not|it|they|there|this|that|these|those|groups|arms|patients?|participants?|"
    r"cases?|subjects?|women|men|rats|mice)\b",
    re.I,
)
_NEAR, _CLOSE, _EXCEPTING = 30, 8, 12  # characters


def is_expected(clause: Clause) -> bool:
    """Whether an effect is denied for those who get no treatment, or lack what it needs."""
    return bool(_EXPECTED.search(clause.text))


def excepts(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a sentence denies for some patients, doses or places what it tells of others."""
    aside = _ASIDE.search(text)
    if aside is None or _EXPECTED.search(aside.group()):
        return False
    if _BY_MEANS.search(text, max(0, aside.start() - _NEAR), aside.start()):
        return False
    return not any(
        is_of(mark, "outcome.", "arm.", "change.")
        for mark in marks
        if aside.start() <= mark.start < aside.end()
    )


def without_exception(
    text: str, marks: Sequence[Mark]
) -> tuple[Sequence[Mark], Sequence[Mark] | None]:
    """Part the marks of what is excepted from all that is told of: 'all but IL-6'.

    `None` where nothing is: patients excepted are no exception, nor is what has all but gone.
    """
    found = _BUT_ALL.search(text) or _ALL_BUT.search(text)
    if found is None or _NO_OUTCOME.search(text, found.start(), found.end("what")):
        return marks, None
    start, end = found.span("what")
    if _COUNT.match(text, start):
        return marks, None
    excepted = [mark for mark in marks if start <= mark.start < end]
    if any(is_of(mark, "change.", "null.", "arm.") for mark in excepted):
        return marks, None
    kept = [
        mark
        for mark in marks
        if mark not in excepted
        and not ("break.clause" in mark.ids and 0 <= start - mark.end <= _EXCEPTING)
    ]
    return kept, excepted


def denies_ours(clause: Clause) -> bool:
    """Whether a clause says of the intervention alone that it did nothing: 'EA had no effect'."""
    if not {"arm.intervention", "null.none"} <= clause.ids:
        return False
    if clause.names_outcomes or is_expected(clause):
        return False
    return any(
        "arm.intervention" in arm.ids and "null.none" in null.ids and null.start - arm.end <= _CLOSE
        for arm, null in pairwise(clause.marks)
    )


def arm_denied(clause: Clause) -> str | None:
    """Give the arm of a second comparison that had no difference: 'but not sham'."""
    denial = clause.first("comparison.denied")
    if denial is None:
        return None
    return next((arm for mark, arm in clause.arms if mark.start >= denial.end), None)


def _names_foreign(clause: Clause, span: tuple[int, int]) -> bool:
    """Whether a stretch names those who get no treatment, or lack what it needs."""
    start, end = span
    return bool(_EXPECTED.search(clause.text, start, end)) or any(
        arm != "intervention" and start <= mark.start - clause.start < end
        for mark, arm in clause.arms
    )


def is_denied_for_another(clause: Clause, group: Group) -> bool:
    """Whether a clause ends by denying the effect for another form of the intervention.

    'Velocity rose with electroacupuncture and was unchanged with manual needling'.
    """
    end = max(group.end, *(mark.end for mark in group.run))
    null = next(
        (
            mark
            for mark in clause.marks
            if mark.start >= end
            and "null.none" in mark.ids
            and "comparison.than" not in mark.ids
            and mark not in group.run
        ),
        None,
    )
    if null is None:
        hardly = _HARDLY.search(clause.text, end - clause.start)
        return hardly is not None and not _names_foreign(clause, hardly.span("what"))
    if _OF_REGIMEN.fullmatch(clause.text, end - clause.start, null.start - clause.start):
        return True
    if _REMAINDER.search(clause.text, null.end - clause.start):
        return True
    if names_forms(clause.before(null), clause.text[null.end - clause.start :]):
        return True
    after = [arm for mark, arm in clause.arms if mark.start >= null.end]
    before = [arm for mark, arm in clause.arms if mark.end <= null.start]
    return after[:1] == ["intervention"] and "intervention" in before
