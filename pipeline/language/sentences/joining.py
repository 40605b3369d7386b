"""Terms that are one name together: 'BPI pain', 'sham EA', 'non-acupuncture'."""

import re
from collections.abc import Sequence

from pipeline.language.sentences.marks import Mark

_NOT_SHAM = ("control", "controls", "model")
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
_SHORT, _BEFORE = 5, 15  # characters
_HYPHEN = re.compile(r"[\s\-‐-―]*")


def joined(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Join terms that are one name together."""
    merged: list[Mark] = []
    for mark in marks:
        if mark.ids == ("refer.bearer",):
            continue
        one = _joined(text, merged[-1], mark) if merged else None
        non = _NON.search(text[: mark.start][-_SHORT:]) if "arm.intervention" in mark.ids else None
        if non:
            merged.append(Mark(mark.start - len(non.group()), mark.end, ("arm.inert",)))
        elif merged and _is_left_out(text, merged[-1], mark):
            merged[-1] = Mark(merged[-1].start, mark.end, ("arm.inert",))
        elif one:
            merged[-1] = one
        else:
            merged.append(mark)
    return merged


def _joined(text: str, last: Mark, mark: Mark) -> Mark | None:
    """Join a term with the one before it: 'BPI pain', 'sham EA', 'gabapentin + EA'."""
    between = text[last.end : mark.start]
    if "arm.intervention" in last.ids and "arm.inert" in mark.ids:
        return _with_inert(text, last, mark)
    is_same = mark.ids == last.ids and mark.ids[0].startswith("outcome.")
    # 'the gabapentin treatment group'
    is_of_drug = "arm.active" in last.ids and mark.ids == ("arm.own",) and between == " "
    if (is_same and not between.strip(" -")) or is_of_drug:
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
        and bool(_LEFT_OUT.search(text[: denial.end][-_BEFORE:] + " "))
        and not _EFFECT_OF.match(text, mark.end)
    )


def _with_inert(text: str, ours: Mark, inert: Mark) -> Mark | None:
    """Join the intervention with what is inert: 'EA at non-acupoints' is, 'EA+saline' is not."""
    if _AT_NO_POINT.match(text, ours.end):
        return Mark(ours.start, inert.end, inert.ids)
    return ours._replace(end=inert.end) if text[ours.end : inert.start].strip() == "+" else None
