"""How much a sentence looks like one that tells a result: a sign of its role."""

import re
from collections.abc import Sequence

from pipeline.language.figures.p_values import P_VALUE
from pipeline.language.sentences.cutting import Sentence
from pipeline.language.sentences.marks import FOREIGN, Mark, arm_of, is_of, is_outcome

_TELL = frozenset(
    ("change.up", "change.down", "change.good", "change.bad", "change.invert", "change.more",
     "change.less", "null.none", "null.neg")
)  # fmt: skip
_NOT_TELL = frozenset(("role.method", "role.aim", "role.future", "role.prior"))
_DECIMAL = r"[-−–]?\d*[.·]\d+"
# '-0.4 (95% CI -0.7 to -0.1)', 'SMD 0.39'
_ESTIMATE = re.compile(
    rf"[(\[,]\s*(?:9[059]\s?% ?(?:CI|confidence interval)?[\s:,]*)?{_DECIMAL}\s*(?:to|–|—|-|,)\s*"
    rf"{_DECIMAL}|\b(?:W?MD|SMD|OR|RR)\s*[=:]?\s*{_DECIMAL}"
)
_AMOUNTS = re.compile(r"(?<![A-Z])\b\d[^;]* (?:and|,|vs|versus|against) .*(?<![A-Z])\b\d")
# 'moxibustion is a treatment that …', and no figure
_GENERAL = re.compile(
    r"^(?!.*\s\d)(?:[^,;]{0,80}\b(?:is|are) (?:an?|one of)\s|.*\b(?:has|have) prove[dn]\b)", re.I
)
_SURE = frozenset(("arm.intervention", "comparison.than", "comparison.between"))
_WORDED, _COMPARED, _FIGURED, _JUDGED = 4.0, 6.0, 6.0, 6.0  # weights of the signs of a result
_SHORT, _SHORTLY = 5, 1.5  # a short abstract of this many sentences comes to its results sooner


def telling(sentences: Sequence[Sentence], marks: Sequence[Sequence[Mark]]) -> list[float]:
    """Weigh each sentence of an abstract, by its words and its figures."""
    stress = _SHORTLY if len(sentences) <= _SHORT else 1.0
    third = len(sentences) / 3
    return [
        (0.0 if place < third and _GENERAL.search(sentence.text) else stress) * tells(held)
        + (_FIGURED if _has_figures(sentence.text, held) else 0.0)
        + (_JUDGED if place >= third and _judges(held) else 0.0)
        for place, (sentence, held) in enumerate(zip(sentences, marks, strict=True))
    ]


def _judges(marks: Sequence[Mark]) -> bool:
    """Whether a sentence says of an outcome that nothing can be concluded."""
    return any("verdict.inconclusive" in mark.ids for mark in marks) and any(map(is_outcome, marks))


def _has_figures(text: str, marks: Sequence[Mark]) -> bool:
    """Whether a sentence gives a p-value, or an outcome's estimate or its amounts in two arms."""
    if P_VALUE.search(text):
        return True
    if not any(map(is_outcome, marks)):
        return False
    if _ESTIMATE.search(text):
        return True
    arms = {"method" if is_of(mark, *_NOT_TELL) else arm_of(mark) for mark in marks}
    is_told = "intervention" in arms and not arms.isdisjoint(FOREIGN) and "method" not in arms
    return is_told and bool(_AMOUNTS.search(text))


def tells(marks: Sequence[Mark]) -> float:
    """Weigh how much a sentence looks like one that tells of an outcome's change."""
    ids = {i for mark in marks for i in mark.ids}
    if ids.isdisjoint(_TELL) or not any(i.startswith("outcome.") for i in ids):
        return 0.0
    weight = _WORDED if ids.isdisjoint(_SURE) else _COMPARED
    return (
        weight if ids.isdisjoint(_NOT_TELL) else weight - _WORDED if "role.method" in ids else 0.0
    )
