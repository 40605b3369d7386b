"""Who is compared with whom in a clause."""

import itertools
import re
from dataclasses import dataclass, replace

from pipeline.language.clauses import Clause
from pipeline.language.marks import FOREIGN, Mark, is_of

_GROUPS = re.compile(r"\b(?:between|among|across) (?:the )?(?:\w+ )?(?:groups|arms)\b")
_BETWEEN_GROUPS = re.compile(r"\bbetween\b.*\b(?:groups?|arms?)\b")
# 'between EA and celecoxib groups'
_NAMED = re.compile(
    r"\bbetween (?:the )?[^,;.]{2,40} and (?!after|the two)[^,;.]{2,40} (?:groups?|arms?)\b"
)
# an arm with the name of a treatment that no list holds: 'between the EA and meloxicam groups'
_WITH_DRUG = re.compile(
    r"\bbetween (?:the )?(?:[\w-]{1,25} (?:groups? )?and (?:the )?[a-z]{6,25}|"
    r"[a-z]{6,25} (?:groups? )?and (?:the )?[A-Z]{2,5}) (?:groups?|arms?)\b"
)
_PAIR = re.compile(r"\bbetween (?P<one>[^,;.()]{2,60}?) and (?P<other>[^,;.()]{2,60})")
_BETWEEN = re.compile(r"\b(?:between|among)\b")
_NEAR = 25  # characters
DENIED = "denied"
_TIMELY = ("over", "as in")  # 'over eight weeks the treated group improved'
_NEXT, _REACH = 10, 45  # characters
_CONJUNCTION = re.compile(r"\b(?:and|or)\b")
_LIST = re.compile(r"[\s,]*(?:and|or)?\s*(?:\w+\s)?(?:than\s|with\s|to\s)?(?:the\s)?")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a clause compares.

    `against` is the arm compared with: `inert`, `active`, `control` (not said what
    it gets), `reference` (the unhurt), `baseline`,
    `regimen` (another form of the intervention), `group` (an arm that is not named) or `within`.
    `subject` is the arm that the clause is about. `turn` is 1 where that is the intervention or
    nobody is named, -1 where the intervention is what another arm is compared with, 0 where the
    clause is about other arms alone.
    """

    against: str
    subject: str | None
    turn: int
    is_both: bool

    def of(self, against: str) -> "Comparison":
        """Give the same with another arm compared."""
        return replace(self, against=against)


def comparison_of(  # noqa: PLR0911, PLR0912
    clause: Clause, sentence: str, carried: str | None
) -> Comparison:
    """Read a clause's arms; `carried` is the subject of the clauses before it."""
    denial = clause.first("comparison.denied")
    reach = min(_reach(clause), denial.start if denial else clause.end)
    arms = [(mark, arm) for mark, arm in clause.arms if mark.start <= reach]
    compared = _compared(clause, arms, sentence)
    others = [arm for mark, arm in arms if (mark, arm) not in compared]
    against = [arm for _, arm in compared]
    is_both = "comparison.both" in clause.ids
    own = "intervention" in others
    subject = "intervention" if own else others[0] if others else None
    foreign = bool(others) and not own and not is_both
    favoured = _favoured(clause, arms)
    if favoured in FOREIGN:
        return Comparison(favoured, "intervention", -1, is_both)
    if favoured == "intervention" and not against:
        named = [arm for arm in others if arm != "intervention"]
        return Comparison(named[0] if named else "group", "intervention", 1, is_both)
    if "intervention" in against and not own:
        if others and others[0] in FOREIGN:
            return Comparison(others[0], "intervention", -1, is_both)
        return Comparison("regimen", "intervention", 1, is_both)
    if against:
        order = ("inert", "control", "active", "reference", "intervention")
        arm = next(name for name in order if name in against)
        if foreign:
            return Comparison(arm, subject, 0, is_both)
        if arm == "reference" and not own:
            return Comparison(arm, subject, 0, is_both)
        return Comparison("regimen" if arm == "intervention" else arm, subject, 1, is_both)
    pair = _paired(clause)
    if foreign and len(pair) > 1 and "intervention" not in pair:
        return Comparison(subject, "others", 0, False)
    if own and not against and set(others) == {"intervention"} and _are_set_apart(clause):
        return Comparison("regimen", "intervention", 1, is_both)
    if "comparison.between" in clause.ids or (
        own and set(others) - {"intervention"} and _BETWEEN.search(clause.text)
    ):
        named = [arm for arm in others if arm != "intervention"]
        if _GROUPS.search(clause.text) and "inert" not in named:
            named = []
        if len(named) > 1 and not own:
            return Comparison(named[0], subject, 0, False)
        other = "active" if own and _NAMED.search(clause.text) else "group"
        return Comparison(named[0] if own and named else other, subject, 1, is_both)
    if own and _BETWEEN_GROUPS.search(clause.text):
        is_with_drug = _WITH_DRUG.search(clause.text)
        return Comparison("active" if is_with_drug else "group", subject, 1, is_both)
    if "comparison.baseline" in clause.ids:
        return Comparison("baseline", subject, 0 if foreign else 1, is_both)
    if foreign:
        return Comparison("within", subject, 0, is_both)
    if not others and carried and carried != "intervention" and not is_both:
        return Comparison("within", carried, 0, is_both)
    return Comparison("within", subject or carried, 1, is_both)


def _are_set_apart(clause: Clause) -> bool:
    """Whether two forms of the intervention are denied to differ: 'WA and EA did not differ'."""
    ours = [mark for mark, arm in clause.arms if arm == "intervention"]
    return clause.denies and any(
        re.fullmatch(r"(?: groups?| arms?)?,? (?:and|or|nor) (?:the )?", gap)
        for gap in (
            clause.text[one.end - clause.start : two.start - clause.start]
            for one, two in itertools.pairwise(ours)
        )
    )


def _paired(clause: Clause) -> list[str]:
    """Give an arm from each side of 'between … and …'."""
    pair = _PAIR.search(clause.text)
    if pair is None:
        return []
    spans = [(clause.start + a, clause.start + b) for a, b in (pair.span(1), pair.span(2))]
    sides = [
        [arm for mark, arm in clause.arms if start <= mark.start < end] for start, end in spans
    ]
    return [side[0] for side in sides if side]


def compared_arms(clause: Clause, sentence: str) -> list[Mark]:
    """Give the marks of arms that another is compared with: 'than sham'."""
    return [mark for mark, _ in _compared(clause, clause.arms, sentence)]


def _reach(clause: Clause) -> int:
    """Give the place past which an arm has no part in what is told of an outcome."""
    told = [
        mark.end
        for mark in clause.marks
        if is_of(mark, "outcome.", "change.", "null.", "comparison.")
    ]
    return max(told, default=clause.end) + 45


def _favoured(clause: Clause, arms: list[tuple[Mark, str]]) -> str | None:
    """Give the arm that a result is said to favour."""
    mark = clause.first("comparison.favour")
    if mark is None:
        return None
    return next((arm for other, arm in arms if 0 <= other.start - mark.end <= _NEAR), None)


def _compared(clause: Clause, arms, sentence: str) -> list[tuple[Mark, str]]:
    found: list[tuple[Mark, str]] = []
    for mark in clause.marks:
        if "comparison.than" not in mark.ids:
            continue
        is_over = sentence[mark.start : mark.end].lower() in _TIMELY
        reach = _NEXT if is_over else _REACH
        after = [pair for pair in arms if 0 <= pair[0].start - mark.end <= reach]
        if not after:
            continue
        found.append(after[0])
        is_fronted = not clause.before(mark).strip()
        for one, two in itertools.pairwise(after):
            gap = sentence[one[0].end : two[0].start]
            is_other = is_fronted or two[1] == "intervention"  # 'compared with sham, EA reduced'
            if not _LIST.fullmatch(gap) or (is_other and not _CONJUNCTION.search(gap)):
                break
            found.append(two)
    return found
