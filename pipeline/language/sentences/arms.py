"""Arms that are named by an abstract's own ways of speaking: 'the CCI group', 'but not sham'."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.language.sentences.marks import Mark
from pipeline.language.words.lexicon import Lexicon

# 'the CCI group': in an experiment, the animals that got the injury alone
_MODEL_GROUP = re.compile(
    r"(?<![-+/&])(?<![-+/&] )\b(?P<name>[A-Z]{2,5})\d* (?:groups?|rats|mice|animals)\b"
)
# 'fell with EA and not with sham'
_AND_NOT = re.compile(r"\band not$")
# 'pregabalin was discontinued'
_WITHDRAWN = re.compile(
    r"(?: dose| dosage| use| intake)?,? (?:(?:was|were|is|are|could|had|has|have|be|been|being|"
    r"then|also|later|soon|gradually|completely|entirely) )+"
    r"(?:discontinued|withdrawn|stopped|tapered|weaned|dropped|left off|given up|halved|reduced to)"
    r"\b"
)
_INSULT = frozenset(("role.insult",))
_NEXT, _BESIDE = 12, 2  # characters


def own_arms(title: str, lexicon: Lexicon) -> frozenset[str]:
    """Give the treatments that a title is about where it names no intervention of ours."""
    found = list(lexicon.words.find(title))
    if any("arm.intervention" in mention.ids for mention in found):
        return frozenset()
    return frozenset(title[m.start : m.end].lower() for m in found if "arm.active" in m.ids)


def model_groups(text: str, marks: Sequence[Mark], lexicon: Lexicon) -> Iterator[Mark]:
    """Give the groups of animals that are named by their injury alone."""
    for match in _MODEL_GROUP.finditer(text):
        start, end = match.span()
        is_known = not lexicon.words.ids(match.group("name")) <= _INSULT
        if not is_known and not any(
            mark.start < end and start < mark.end and not _INSULT.issuperset(mark.ids)
            for mark in marks
        ):
            yield Mark(start, end, ("arm.control",))


def _is_other_arm(mark: Mark) -> bool:
    return not {"arm.inert", "arm.control", "arm.active"}.isdisjoint(mark.ids)


def with_set_aside(marks: list[Mark], text: str) -> list[Mark]:
    """Read an arm that is set aside as one compared with: 'EA but not sham EA raised it'.

    After another arm it is one that no difference was found from: 'beat no treatment but not sham'.
    """
    kept: list[Mark] = []
    for mark in marks:
        if _is_other_arm(mark):
            again = bool(kept) and "comparison.than" in kept[-1].ids  # 'but not compared with sham'
            pair = kept[-3:-1] if again else kept[-2:]
            if [text[m.start : m.end].lower() for m in pair] == ["but", "not"] and (
                mark.start - kept[-1].end <= _NEXT
            ):
                but = pair[0]
                before = kept[kept.index(but) - 1 :][:1] if kept.index(but) else []
                compared = [
                    two
                    for one, two in pairwise(kept[: kept.index(but)])
                    if "comparison.than" in one.ids and _is_other_arm(two)
                ]
                is_second = (
                    again
                    or bool(compared)
                    or any(_is_other_arm(m) and but.start - m.end <= _BESIDE for m in before)
                )
                ids = (
                    ("comparison.denied",) if is_second else ("comparison.than", "comparison.aside")
                )
                kept[kept.index(but) :] = [Mark(but.start, kept[-1].end, ids)]
            elif _AND_NOT.search(text, 0, kept[-1].end if kept else 0) and (
                mark.start - kept[-1].end <= _NEXT
            ):
                kept[-1] = kept[-1]._replace(ids=("comparison.than", "comparison.aside"))
        kept.append(mark)
    return kept


def is_withdrawn(text: str, mark: Mark) -> bool:
    """Whether a drug is told of as one that was left off, and not as an arm."""
    return "arm.active" in mark.ids and bool(_WITHDRAWN.match(text, mark.end))


def reversed_by_us(marks: list[Mark], text: str) -> list[Mark]:
    """Tell 'was reversed by EA', an effect, from 'was reversed by naloxone', an antagonist's."""
    kept = list(marks)
    for place, (mark, after) in enumerate(pairwise(marks)):
        if (
            "role.antagonist" in mark.ids
            and text[mark.start : mark.end].lower().endswith(" by")
            and "arm.intervention" in after.ids
            and after.start - mark.end <= _NEXT
        ):
            kept[place] = mark._replace(ids=("change.good",))
    return kept
