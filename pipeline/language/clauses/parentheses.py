"""Words set within a statement, at which a sentence is not cut: 'EA, but not sham EA, cut pain'."""

import re
from collections.abc import Sequence

from pipeline.language.sentences.marks import Mark, is_outcome

_BUT_NOT = re.compile(r"but not\s+", re.I)


def sets_aside(text: str, mark: Mark, marks: Sequence[Mark]) -> bool:
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
    named = list(filter(is_outcome, marks))
    told = [m for m in marks if m.end <= but_not.start() and m.ids[0].startswith("change.")]
    return (
        bool(told)
        and any(0 <= m.start - end <= 3 for m in named)
        and not any(told[-1].end <= m.start < end for m in named)
    )


def is_relative(text: str, mark: Mark) -> bool:
    """Whether 'which …,' is set within a statement that goes on after it."""
    if text[mark.start : mark.end].lower() != "which":
        return False
    comma = text.find(",", mark.end)
    return 0 <= comma - mark.end <= 80
