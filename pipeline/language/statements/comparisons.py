"""Who is compared with whom in a clause."""

import itertools
import re
from dataclasses import dataclass, replace

from pipeline.language.clauses.clause import Clause
from pipeline.language.references.scope import OURS
from pipeline.language.sentences.marks import FOREIGN
from pipeline.language.statements.compared import arms_reached, compared, favoured

# 'between the two groups'
_GROUPS = re.compile(r"\b(?:between|among|across) (?:the )?(?:\w+ )?(?:groups|arms)\b")
_BETWEEN_GROUPS = re.compile(r"\bbetween\b.*\b(?:groups?|arms?)\b")
# an arm with the name of a treatment that no list holds: 'between the EA and meloxicam groups'
_WITH_DRUG = re.compile(
    r"\bbetween (?:the )?(?:[\w-]{1,25} (?:groups? )?and (?:the )?[a-z]{6,25}|"
    r"[a-z]{6,25} (?:groups? )?and (?:the )?[A-Z]{2,5}) (?:groups?|arms?)\b"
)
# 'between EA and sham'
_PAIR = re.compile(r"\bbetween (?P<one>[^,;.()]{2,60}?) and (?P<other>[^,;.()]{2,60})")
_AMONG = re.compile(r"\b(?:between|among)\b")
_BETWEEN = re.compile(
    rf"{_AMONG.pattern}|\b(?:was|were|is|are|remained|proved)(?: \w+ly| quite| very| also)* "
    r"(?:comparable|similar|alike|equal|equivalent|the same)\b"
)
_IN_GROUP = re.compile(r"\bin (?:the )?(?:groups? [A-Z0-9]|[B-Z] groups?)\b")
# 'all EA groups rose above the model, with no difference from each other'
_EACH_OTHER = re.compile(
    r"\b(?:from|with|to|between|among) (?:each other|one another|themselves)\b"
)
_RANKED = re.compile(r"\b(?:than|above|below|over|compared|versus|vs)\b")
DENIED, ALIKE, SHARE = "denied", "alike", "share"
# 'than those of the other three groups'
_ALL_OTHERS = re.compile(
    r"(?: (?:in|with|that|those|of|any|all|each|every|the|two|three|four|five))*"
    r" (?:other|remaining|rest)\b(?! (?:side|limb|paw|leg|foot))",
    re.I,
)
# Of several arms compared with, the first of these.
_ORDER = ("inert", "control", "active", "reference", "intervention")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a clause compares.

    `against` is the arm compared with: `inert`, `active`, `control` (not said what
    it gets), `reference` (the unhurt), `baseline`,
    `regimen` (another form of the intervention), `group` (an arm that is not named), `alike` (all
    arms, told of with one amount) or `within`.
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


@dataclass(frozen=True, slots=True)
class _Sides:
    """The arms of a clause: those that it tells of, and those it compares them `against`."""

    told: list[str]
    against: list[str]
    is_both: bool

    @property
    def is_ours(self) -> bool:
        """Whether the intervention is among those told of."""
        return "intervention" in self.told

    @property
    def is_foreign(self) -> bool:
        """Whether the clause tells of other arms alone."""
        return bool(self.told) and not (self.is_ours or self.is_both)

    @property
    def subject(self) -> str | None:
        """The arm that the clause is about."""
        return "intervention" if self.is_ours else next(iter(self.told), None)

    @property
    def others(self) -> list[str]:
        """Those told of beside the intervention."""
        return [arm for arm in self.told if arm != "intervention"]

    def comparison(self, against: str, turn: int = 1) -> Comparison:
        """Compare what the clause is about with another arm."""
        return Comparison(against, self.subject, turn, self.is_both)

    def ours(self, against: str, turn: int = 1) -> Comparison:
        """Compare the intervention with another arm."""
        return Comparison(against, "intervention", turn, self.is_both)


def comparison_of(clause: Clause, sentence: str, carried: str | None) -> Comparison:
    """Read a clause's arms; `carried` is the subject of the clauses before it."""
    denial = clause.first("comparison.denied")
    arms = arms_reached(clause, denial.start if denial else clause.end)
    than = compared(clause, arms, sentence)
    # 'in the model, EA and sham groups lower than in the control group'
    is_of_hurt = any("model" in clause.word(mark) for mark, arm in arms if (mark, arm) not in than)
    sides = _Sides(
        [arm for mark, arm in arms if (mark, arm) not in than],
        ["reference" if arm == "control" and is_of_hurt else arm for _, arm in than],
        _tells_of_all(clause),
    )
    return (
        _in_favour(sides, favoured(clause, arms))
        or _against(sides, carried, is_of_group=bool(_IN_GROUP.search(clause.text)))
        or _apart_from_all(clause, sides)
        or _among_ours(clause, sides, sentence, carried)
        or _between(clause, sides)
        or _within(clause, sides, carried)
    )


def _tells_of_all(clause: Clause) -> bool:
    """Whether a clause tells of all arms, and not of all that are ours: 'in both EA groups'."""
    ours = {mark.start - 1 for mark, arm in clause.arms if arm == "intervention"}
    return any("comparison.both" in mark.ids and mark.end not in ours for mark in clause.marks)


def _in_favour(sides: _Sides, favoured: str | None) -> Comparison | None:
    """Read 'favoured EA': over the other arm that is told of."""
    if favoured in FOREIGN:
        return sides.ours(favoured, -1)
    if favoured == "intervention" and not sides.against:
        return sides.ours(next(iter(sides.others), "group"))
    return None


def _against(sides: _Sides, carried: str | None, *, is_of_group: bool) -> Comparison | None:
    """Read 'than sham', 'compared with the controls'.

    `is_of_group` where a group of which only the label is known is told of: 'in group C'.
    """
    if not sides.against:
        return None
    if "intervention" in sides.against and not sides.is_ours:
        other = sides.told[0] if sides.told else "group" if is_of_group else None
        return sides.ours(other, -1) if other in (*FOREIGN, "group") else sides.ours("regimen")
    arm = next(name for name in _ORDER if name in sides.against)
    if arm == "reference" and carried == "intervention" and not sides.told:
        return sides.ours(arm)
    if sides.is_foreign or (arm == "reference" and not sides.is_ours):
        return sides.comparison(arm, 0)
    return sides.comparison("regimen" if arm == "intervention" else arm)


def _apart_from_all(clause: Clause, sides: _Sides) -> Comparison | None:
    """Read 'was lower in the model group than in all others', of which ours is one."""
    than = clause.first("comparison.than")
    foreign = next((arm for arm in sides.told if arm in FOREIGN), None)
    is_of_all = than and _ALL_OTHERS.match(clause.text, than.end - clause.start)
    if not (is_of_all and foreign) or {*sides.told} != {foreign}:
        return None
    return Comparison(foreign, "intervention", -1, False)


def _among_ours(
    clause: Clause, sides: _Sides, sentence: str, carried: str | None
) -> Comparison | None:
    """Read 'with no difference from each other', after ours were ranked above another arm."""
    is_of_ours = carried == "intervention" and not sides.told
    is_denied = clause.denies and _EACH_OTHER.search(clause.text)
    if is_of_ours and is_denied and _RANKED.search(sentence, 0, clause.start):
        return sides.ours("regimen")
    return None


def _between(clause: Clause, sides: _Sides) -> Comparison | None:
    """Read 'between the groups', 'EA and sham did not differ'."""
    pair = _paired(clause)
    if sides.is_foreign and len(pair) > 1 and "intervention" not in pair:
        return Comparison(sides.subject, "others", 0, False)
    is_of_ours = pair == ["intervention"] * 2 or (
        clause.denies
        and [arm for _, arm in clause.arms].count("intervention") > 2
        and _AMONG.search(clause.text)
    )
    if not sides.others and (_are_set_apart(clause) or is_of_ours):
        return sides.ours("regimen")
    is_alike = "null.alike" in clause.ids or _BETWEEN.search(clause.text)
    if "comparison.between" in clause.ids or (sides.is_ours and sides.others and is_alike):
        others = sides.others
        if _GROUPS.search(clause.text) and "inert" not in others:
            others = []
        if len(others) > 1 and not sides.is_ours:
            return Comparison(others[0], sides.subject, 0, False)
        return sides.comparison(others[0] if sides.is_ours and others else "group")
    if sides.is_ours and _BETWEEN_GROUPS.search(clause.text):
        return sides.ours("active" if _WITH_DRUG.search(clause.text) else "group")
    return None


def _within(clause: Clause, sides: _Sides, carried: str | None) -> Comparison:
    """Read a change of one arm, or of all alike."""
    if "comparison.baseline" in clause.ids:
        return sides.comparison("baseline", 0 if sides.is_foreign else 1)
    if sides.is_foreign:
        return sides.comparison("within", 0)
    subject = sides.subject or carried
    is_of_others = not sides.told and carried not in (None, "intervention") and not sides.is_both
    return Comparison("within", subject, 0 if is_of_others else 1, sides.is_both)


def _are_set_apart(clause: Clause) -> bool:
    """Whether two forms of the intervention are denied to differ: 'WA and EA did not differ'."""
    if OURS.search(clause.text):
        return clause.denies
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
