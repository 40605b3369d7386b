"""Words of standing still that say no more than how an effect lasted: 'fell to a stable level'."""

import re
from collections.abc import Sequence

from pipeline.language.sentences.marks import PERSIST, Mark, arm_of, change_of, is_outcome

# 'fell to a stable low level'
_LEVEL_NEXT = re.compile(
    r"(?:ly)?,?\s+(?:[a-z]+\s+){0,2}(?:levels?|values?|plateaus?|ranges?|scores?|states?)\b", re.I
)
# 'dropped to a low level, which was stable'
_GOES_ON = re.compile(
    r"(?:\bwhich|\bthat|\band|\bthen|,)\s+(?:then\s+|thereafter\s+|was\s+|were\s+|has been\s+|"
    r"remained\s+|stayed\s+|held\s+|kept\s+)*(?:to be\s+)?$",
    re.I,
)
# 'the improvement was stable'
_EFFECT = re.compile(
    r"\b(?:improvement|relief|reduction|decrease|increase|gain|benefit|effect|response|recovery|"
    r"remission|analgesi|rise|fall|drop)",
    re.I,
)
_PARTED = re.compile(r"[,;:]|\band\b|\bbut\b|\bwhile\b|\bwhereas\b", re.I)
_NOUNS = re.compile(r"\s+(?:and\s+\w+\s+)?")
_NEAR = 15  # characters


def without_steadiness(marks: Sequence[Mark], text: str) -> list[Mark]:
    """Leave out words such as 'stable' where they tell of an effect, or say that it lasted."""
    kept: list[Mark] = []
    for place, mark in enumerate(marks):
        if "null.steady" not in mark.ids:
            kept.append(mark)
            continue
        has_changed = any(_moves(other) for other in marks[:place])
        after = marks[place + 1] if place + 1 < len(marks) else None
        if after and _names_effect(after, text) and _NOUNS.fullmatch(text, mark.end, after.start):
            continue
        is_of_arm = after is not None and arm_of(after) and after.start - mark.end <= _NEAR
        if (
            has_changed
            and not is_of_arm
            and (_LEVEL_NEXT.match(text, mark.end) or _GOES_ON.search(text, 0, mark.start))
        ):
            continue
        subject = _PARTED.split(text[: mark.start])[-1]
        kept.append(mark._replace(ids=(PERSIST,)) if _EFFECT.search(subject) else mark)
    return kept


def _moves(mark: Mark) -> bool:
    change = change_of(mark)
    return change is not None and change not in ("null.none", "change.differ", PERSIST)


def _names_effect(mark: Mark, text: str) -> bool:
    return _moves(mark) or (is_outcome(mark) and bool(_EFFECT.search(text, mark.start, mark.end)))
