"""Arms that are named by an abstract's own ways of speaking: 'the CCI group', 'but not sham'."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.language.sentences.marks import Mark, arm_of
from pipeline.language.words.lexicon import Lexicon

# 'the CCI group': in an experiment, the animals that got the injury alone
_MODEL_GROUP = re.compile(
    r"(?<![-+/&])(?<![-+/&] )\b(?P<name>[A-Z]{2,5})\d* (?:groups?|rats|mice|animals)\b"
)
# 'fell with EA and not with sham', 'differed from no treatment, but not from that with sham'
_SET_ASIDE = re.compile(
    r"(?:\b(?P<but>but)|\band|,) (?P<not>not|hardly|scarcely|barely|never)(?: at all)?(?: (?:from|"
    r"than|to|over|below|above|with|without|patients|participants|subjects|receiving|given|"
    r"against|in|for|under|on|after|by|that|those|of|compared|relative|superior|lower|higher|"
    r"better|less|more|versus|vs\.?|the))* $",
    re.I,
)
# 'pregabalin was discontinued'
_WITHDRAWN = re.compile(
    r"(?: dose| dosage| use| intake)?,? (?:(?:was|were|is|are|could|had|has|have|be|been|being|"
    r"then|also|later|soon|gradually|completely|entirely) )+"
    r"(?:discontinued|withdrawn|stopped|tapered|weaned|dropped|left off|given up|halved|reduced to)"
    r"\b"
)
# 'three discontinued opioid medication'
_WITHDREW = re.compile(
    r"\b(?:discontinu|stopp|ceas|taper|gave up|came off)(?:ed|ing)?(?: (?:their|all|the|taking))*"
    r"(?: \w+)? $"
)
# 'EA abolished allodynia'
_ABOLISHED = re.compile(r"abolished|silenced|depleted|blocking", re.I)
_AMID = re.compile(r"(?:\b(?:with|before|after|plus|during|of|under)|\+) ?(?:[\w-]+ ){0,2}$")
_INSULT = frozenset(("role.insult",))
_NEXT, _BESIDE = 12, 1  # characters


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


def _is_after_another(mark: Mark, kept: Sequence[Mark]) -> bool:
    """Whether our arm is named after another alone, which is compared with nobody."""
    arms = [one for one in kept if arm_of(one)]
    return (
        not {"arm.intervention", "arm.own"}.isdisjoint(mark.ids)
        and bool(arms)
        and all(map(_is_other_arm, arms))
        and not any("comparison.than" in one.ids for one in kept)
    )


def with_set_aside(marks: list[Mark], text: str) -> list[Mark]:
    """Read an arm that is set aside as one compared with: 'EA but not sham EA raised it'.

    So is ours after another: 'sham but not EA lowered it'.

    After another arm it is one that no difference was found from: 'beat no treatment but not sham'.
    """
    kept: list[Mark] = []
    for mark in marks:
        is_other = _is_other_arm(mark)
        may_be = is_other or _is_after_another(mark, kept)
        aside = _SET_ASIDE.search(text, 0, mark.start) if may_be else None
        if aside:
            start = aside.start("but") if aside["but"] else aside.start("not")
            before = [m for m in kept if m.end <= start]
            is_compared = any("comparison.than" in m.ids for m in kept[len(before) :]) or any(
                "comparison.than" in one.ids and _is_other_arm(two) for one, two in pairwise(before)
            )
            last = before[-1] if before else None
            is_beside = last and _is_other_arm(last) and aside.start() - last.end <= _BESIDE
            is_second = is_other and (is_compared or (is_beside and aside["but"]))
            ids = ("comparison.denied",) if is_second else ("comparison.than", "comparison.aside")
            kept = [*before, Mark(start, aside.end(), ids)]
        kept.append(mark)
    return kept


def is_withdrawn(text: str, mark: Mark) -> bool:
    """Whether a drug is told of as one that was left off, and not as an arm."""
    return "arm.active" in mark.ids and bool(
        _WITHDRAWN.match(text, mark.end) or _WITHDREW.search(text, 0, mark.start)
    )


def reversed_by_us(marks: list[Mark], text: str) -> list[Mark]:
    """Tell 'was reversed by EA' and 'EA abolished', effects, from what an antagonist does."""
    kept = list(marks)
    for place, (mark, after) in enumerate(pairwise(marks)):
        between = text[mark.end : after.start]
        if (
            "role.antagonist" in mark.ids
            and text[mark.start : mark.end].lower().endswith(" by")
            and "arm.intervention" in after.ids
            and len(between) <= _NEXT
        ):
            kept[place] = mark._replace(ids=("change.good",))
        elif (
            "role.antagonist" in after.ids
            and _ABOLISHED.fullmatch(text, after.start, after.end)
            and "arm.intervention" in mark.ids
            and len(between) <= _NEXT
            and not _AMID.search(text, 0, mark.start)
        ):
            kept[place + 1] = after._replace(ids=("change.down",))
    return kept
