"""What a clause says of each outcome: better, worse, no different; and against whom.

A clause is read as groups of outcomes and chains of change words. A chain stands for its group
('reduced pain', 'pain fell'); its words multiply ('inhibited the up-regulation of': down times up
is down), and the outcome says which direction is good.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.clauses import Clause
from pipeline.language.lexicon import Lexicon, Mark

# Values of a finding.
BETTER, WORSE, NULL, SPLIT, UNCLEAR = "better", "worse", "null", "split", "unclear"

_PRIORITY = (
    "change.up_noun", "change.down_noun", "null.none", "change.invert", "change.less",
    "change.more", "change.good", "change.bad", "change.up", "change.down", "change.differ",
)  # fmt: skip
_SIGN = {
    "change.up_noun": 1, "change.down_noun": -1, "change.less": -1, "change.more": 1,
    "change.good": 1, "change.bad": -1, "change.up": 1, "change.down": -1, "change.invert": -1,
}  # fmt: skip
_NOUNS = ("change.up_noun", "change.down_noun")
P_VALUE = re.compile(
    r"\b[pP]s?(?:[ -]?values?)?\s*(?:of|was|were)?\s*([<=>≤≥＜＞＝﹤﹥])\s*([01]?[.·]\d+)"
)
_NOT_SIGNIFICANT = re.compile(r"\bn\.?s\.?\b|\bNS\b")


@dataclass(frozen=True, slots=True)
class Statement:
    """One outcome's part of a clause.

    `comparison` is the arm compared with: `inert`, `active`, `baseline`, `reference`,
    `regimen` (another form of the intervention), `group` (not named) or `within`.
    """

    outcome: int | str
    value: str
    comparison: str
    start: int
    end: int
    is_significant: bool | None
    has_chain: bool
    subject: str | None
    is_both: bool = False
    hedge: bool = False


@dataclass(slots=True)
class _Group:
    outcomes: list[Mark]
    chain: list[Mark]
    inherited: bool = False


def kind(mark: Mark) -> str | None:
    """Give the chain meaning of a mark."""
    return next((name for name in _PRIORITY if name in mark.ids), None)


def outcomes_of(mark: Mark) -> list[int | str]:
    """Give the outcomes that a mark names."""
    found: list[int | str] = [int(i[8:]) for i in mark.ids if i.startswith("outcome.")]
    found += [i for i in mark.ids if i in ("refer.primary", "refer.secondary", "refer.every")]
    return found


def statements(
    clause: Clause, lexicon: Lexicon, subject: str | None, sentence: str
) -> tuple[list[Statement], str | None]:
    """Read a clause; `subject` is the arm that the clauses before it spoke of."""
    groups = _groups(clause, lexicon)
    comparison, new_subject, turn, both = _comparison(clause, sentence)
    subject = new_subject or subject
    found = []
    for number, group in enumerate(groups):
        stop = groups[number + 1].outcomes[0].start if number + 1 < len(groups) else clause.end
        if group.chain:
            stop = max(stop, group.chain[-1].end)
        significant = _significance(sentence, group, stop, clause)
        negated = _is_negated(clause, group)
        for mark in group.outcomes:
            for outcome in outcomes_of(mark):
                value = _value(outcome, group, lexicon, negated, significant)
                if value is None:
                    continue
                if turn < 0:
                    value = {BETTER: WORSE, WORSE: BETTER}.get(value, value)
                against = comparison
                if value == NULL and against == "within" and _is_difference(group, clause):
                    against = "group"
                if against == "within" and value in (BETTER, WORSE) and _is_comparative(group):
                    against = "group"
                found.append(
                    Statement(
                        outcome,
                        value,
                        "skip" if turn == 0 and value != NULL else against,
                        mark.start,
                        mark.end,
                        significant,
                        bool(group.chain),
                        subject,
                        both,
                    )
                )
    return found, subject


def _groups(clause: Clause, lexicon: Lexicon) -> list[_Group]:
    groups: list[_Group] = []
    pending: list[Mark] = []
    last_was_outcome = False
    for mark in clause.marks:
        if outcomes_of(mark):
            if last_was_outcome:
                groups[-1].outcomes.append(mark)
            else:
                if groups:
                    back, forward = _share(groups[-1], pending, mark, clause)
                    groups[-1].chain += back
                    pending = forward
                groups.append(_Group([mark], pending))
                pending = []
            last_was_outcome = True
        elif kind(mark):
            pending.append(mark)
            last_was_outcome = False
    if groups and pending:
        last = groups[-1]
        if not last.chain:
            last.chain += pending
        else:
            last.chain += [m for m in pending if kind(m) in ("null.none", "change.less")]
    for before, group in zip(groups, groups[1:], strict=False):
        if not group.chain and before.chain:
            group.chain = before.chain
            group.inherited = True
    for group, after in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=False):
        if not group.chain and after.chain:
            group.chain = after.chain
            group.inherited = True
    return groups


def _share(
    before: _Group, pending: list[Mark], following: Mark, clause: Clause
) -> tuple[list[Mark], list[Mark]]:
    """Share the chain between two groups of outcomes: what ends the one, what begins the other."""
    if not pending:
        return [], []
    if before.chain:
        back = []
        for mark in pending:
            gap = clause.text[before.outcomes[-1].end - clause.start : mark.start - clause.start]
            if kind(mark) in _NOUNS and not gap.strip():
                back.append(mark)
            elif kind(mark) == "null.none" and not re.search(r",|\band\b", gap):
                back.append(mark)
            else:
                break
        return back, pending[len(back) :]
    first = pending[0]
    gap_before = clause.text[before.outcomes[-1].end - clause.start : first.start - clause.start]
    gap_after = clause.text[pending[-1].end - clause.start : following.start - clause.start]
    if len(pending) == 1:
        conjoined = re.search(r",\s*$|\band\b|\bor\b", gap_before)
        passive = re.search(r"\b(?:was|were|is|are|been|be|also|had|has|have)\b", gap_before)
        if conjoined and not passive and len(gap_after.split()) <= 6:
            return [], pending
        if re.search(r"\band\b|,|\bwith\b|\bin\b|\bby\b", gap_after) or passive:
            return pending, []
        return pending, pending
    back = [first]
    for previous, mark in zip(pending, pending[1:], strict=False):
        gap = clause.text[previous.end - clause.start : mark.start - clause.start]
        if re.search(r",|\band\b|\bwith\b|\bby\b|\bthrough\b", gap) or len(gap.split()) > 3:
            break
        back.append(mark)
    return back, pending[len(back) :]


def _value(
    outcome: int | str, group: _Group, lexicon: Lexicon, negated: bool, significant: bool | None
) -> str | None:
    terms = lexicon.outcomes[outcome] if isinstance(outcome, int) else None
    reads = terms.reads if terms else "measure"
    kinds = [k for k in map(kind, group.chain) if k]
    if not kinds:
        if reads == "effect":
            return NULL if negated else BETTER
        return NULL if negated or significant is False else UNCLEAR
    sign, is_value, null = 1, False, "null.none" in kinds
    change = False
    for number, name in enumerate(kinds):
        if name == "change.differ":
            continue
        if name == "null.none":
            continue
        change = True
        if name == "change.invert":
            if any(after in _NOUNS for after in kinds[number + 1 :]):
                sign = -sign
            else:
                is_value = True
            continue
        if name in ("change.good", "change.bad"):
            is_value = True
        sign *= _SIGN[name]
    if null or (negated and (change or "change.differ" in kinds)):
        if negated and change and not null and _is_bad(sign, is_value, terms):
            return None
        return NULL
    if significant is False:
        return NULL
    if not change:
        return UNCLEAR
    if reads == "effect" or reads == "involved":
        good = sign > 0
    elif is_value:
        good = sign > 0
    elif terms is None:
        return BETTER if sign > 0 and "change.more" in kinds else UNCLEAR
    else:
        good = sign * terms.good > 0
    if reads == "complaint" and (not good or not _governs(group)):
        return None
    return BETTER if good else WORSE


def _is_bad(sign: int, is_value: bool, terms) -> bool:
    if is_value or terms is None:
        return sign < 0
    return sign * terms.good < 0


def _governs(group: _Group) -> bool:
    first = group.outcomes[0]
    return any(
        0 <= first.start - mark.end <= 25 or 0 <= mark.start - first.end <= 12
        for mark in group.chain
    )


def _is_negated(clause: Clause, group: _Group) -> bool:
    targets = group.chain or group.outcomes
    first = min(mark.start for mark in targets)
    for mark in clause.marks:
        if "null.neg" in mark.ids and mark.start < first:
            if first - mark.end <= 70 and not any(
                kind(other) and mark.end <= other.start < first and other not in group.chain
                for other in clause.marks
            ):
                return True
        if "null.neg" in mark.ids and group.chain and mark.start > first:
            if any(0 <= other.start - mark.end <= 25 for other in group.chain):
                return True
    return False


def _is_comparative(group: _Group) -> bool:
    return any(
        i in ("change.more", "change.less", "comparison.than") for m in group.chain for i in m.ids
    )


def _is_difference(group: _Group, clause: Clause) -> bool:
    if clause.ids & {"comparison.between", "comparison.than"}:
        return True
    return bool(
        re.search(
            r"differen|differ\b|similar|comparable|superior|better|indistinguish|equal|alike|equivalent|more|benefit|advantage",
            clause.text,
            re.I,
        )
    )


def _significance(sentence: str, group: _Group, stop: int, clause: Clause) -> bool | None:
    """True where the figures after a group say significant, False where they say not."""
    start = min([group.outcomes[0].start, *(m.start for m in group.chain)])
    said = []
    for match in P_VALUE.finditer(sentence, start, max(stop, start)):
        said.append(is_significant(match.group(1), match.group(2)))
    if not said:
        return None
    return any(said)


def is_significant(sign: str, figure: str) -> bool:
    """Read a p-value at the usual 5 %."""
    value = float(figure.replace("·", "."))
    if sign in "<≤＜﹤":
        return value <= 0.05 + 1e-9 or value < 0.06
    if sign in ">≥＞﹥":
        return False
    return value < 0.05 or value == 0.05


def _comparison(clause: Clause, sentence: str) -> tuple[str, str | None, int, bool]:
    """Give what is compared with, whom the clause is about, and how the comparison is turned.

    The turn is 1 where the intervention is the subject, -1 where it is what another arm is
    compared with, 0 where the clause is about other arms alone.
    """
    arms = [(mark, arm) for mark in clause.marks if (arm := _arm(mark))]
    compared: list[tuple[Mark, str]] = []
    for mark in clause.marks:
        if "comparison.than" in mark.ids:
            after = [(m, a) for m, a in arms if 0 <= m.start - mark.end <= 45]
            if after:
                compared.append(after[0])
                compared += [
                    pair
                    for previous, pair in zip(after, after[1:], strict=False)
                    if re.fullmatch(
                        r"[\s,]*(?:and|or)?\s*(?:\w+\s)?",
                        sentence[previous[0].end : pair[0].start],
                    )
                ]
    others = [arm for mark, arm in arms if (mark, arm) not in compared]
    compared_arms = [arm for _, arm in compared]
    both = "comparison.both" in clause.ids
    has_own = "intervention" in others
    subject = "intervention" if has_own else (others[0] if others else None)
    if "intervention" in compared_arms and not has_own:
        turn = -1 if others and others[0] in ("active", "inert") else 1
        return ("regimen" if turn > 0 else others[0]), subject, turn, both
    if compared_arms:
        if not has_own and others and others[0] in ("inert", "reference", "active"):
            return compared_arms[0], subject, 0, both
        order = ("inert", "active", "reference", "intervention")
        arm = next((a for a in order if a in compared_arms), compared_arms[0])
        if arm == "reference" and not has_own:
            return "reference", subject, 0, both
        return ("regimen" if arm == "intervention" else arm), subject, 1, both
    if "comparison.between" in clause.ids:
        if has_own and len(set(others)) > 1:
            arm = next(a for a in others if a != "intervention")
            return arm, subject, 1, both
        return "group", subject, 1, both
    if "comparison.baseline" in clause.ids:
        return "baseline", subject, 1 if has_own or not others or both else 0, both
    if others and not has_own and not both:
        return "within", subject, 0, both
    return "within", subject, 1, both


def _arm(mark: Mark) -> str | None:
    if "arm.reference" in mark.ids:
        return "reference"
    if "arm.intervention" in mark.ids or "arm.own" in mark.ids:
        return "intervention"
    if "arm.active" in mark.ids:
        return "active"
    if "arm.inert" in mark.ids:
        return "inert"
    return None
