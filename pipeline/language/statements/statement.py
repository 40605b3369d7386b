"""The statements of a clause: what it says of each outcome, and against whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.language.clauses.clause import Clause
from pipeline.language.clauses.exceptions import arm_denied, is_denied_for_another
from pipeline.language.figures.contrasts import contrasts
from pipeline.language.figures.shown import shown
from pipeline.language.findings import BETTER, NULL, UNCLEAR, WORSE
from pipeline.language.sentences.marks import FOREIGN, Mark, change_of, outcomes_of
from pipeline.language.statements.beside import by_amounts, by_likeness
from pipeline.language.statements.comparisons import ALIKE, DENIED, Comparison, comparison_of
from pipeline.language.statements.groups import Group, is_of_degree
from pipeline.language.statements.polarity import is_head
from pipeline.language.statements.runs import groups_of
from pipeline.language.statements.told import Told
from pipeline.language.statements.turning import turned
from pipeline.language.words.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Statement:
    """One outcome's part of a clause; `comparison` tells whom it is compared with.

    `is_blunt` where a word such as 'worsened' says so whatever the outcome; `is_denying` where the
    clause holds a denial; `is_plain` unless what worsens is not the outcome itself.
    """

    outcome: int | str
    value: str
    comparison: Comparison
    start: int
    end: int
    is_significant: bool | None
    has_chain: bool
    is_blunt: bool
    is_denying: bool
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Carried:
    """What the clauses before leave open to a clause.

    `subject` is the arm they spoke of, `is_of_hurt` where that was set against the unhurt,
    `neutral` no effect on the scale of the measure they named,
    `order` that of the arms in the last pair of amounts.
    """

    subject: str | None = None
    is_of_hurt: bool = False
    neutral: float | None = None
    order: tuple[str, str] | None = None


def statements(
    clause: Clause, lexicon: Lexicon, carried: Carried, sentence: str
) -> tuple[list[Statement], Carried]:
    """Read a clause; give its statements and what it leaves to the next."""
    comparison = comparison_of(clause, sentence, carried.subject)
    if carried.is_of_hurt and not clause.arms:
        comparison = replace(comparison, against="reference", turn=0)
    groups = groups_of(clause, lexicon, sentence)
    pairs = contrasts(clause, sentence, carried.order) if groups else []
    found: list[Statement] = []
    for place, group in enumerate(groups):
        start, stop = _stretch(clause, groups, place)
        figures = shown(
            clause,
            sentence,
            group.outcomes,
            start=start,
            end=max(stop, group.end),
            neutral=carried.neutral,
            pairs=pairs,
        )
        since = groups[place - 1].end if place else clause.start
        told = Told(clause, sentence, group, since, stop, figures, carried.neutral is not None)
        found += _of_group(told, lexicon, comparison)
    found += list(_exceptions(clause, groups, found, comparison))
    levelled = (statement.comparison for statement in found if statement.value == NULL)
    subject = next(levelled, comparison).subject or comparison.subject or carried.subject
    order = pairs[-1].order if pairs else carried.order
    is_of_hurt = comparison.against == "reference" and comparison.subject in FOREIGN
    return found, replace(carried, subject=subject, is_of_hurt=is_of_hurt, order=order)


def _stretch(clause: Clause, groups: Sequence[Group], place: int) -> tuple[int, int]:
    """Tell from where to where the figures of a clause may be a group's."""
    group = groups[place]
    stop = clause.end
    if place + 1 < len(groups):
        after = groups[place + 1]
        own = [mark for mark in after.run if mark not in group.run]
        stop = min([after.start, *(mark.start for mark in own if mark.start > group.end)])
    aside = clause.first("comparison.aside", "comparison.denied")
    if aside and all(mark.end <= aside.start for mark in (*group.outcomes, *group.run)):
        stop = min(stop, aside.start)
    is_shared = place > 0 and groups[place - 1].run == group.run
    start = group.start if is_shared else min([group.start, *(m.start for m in group.run)])
    return clause.start if len(groups) == 1 else start, stop


def _of_group(told: Told, lexicon: Lexicon, comparison: Comparison) -> Iterator[Statement]:
    values = [
        (mark, outcome, terms, told.value(mark, terms))
        for mark in told.group.outcomes
        for outcome in outcomes_of(mark)
        for terms in [lexicon.outcomes[outcome] if isinstance(outcome, int) else None]
    ]
    # 'less fatigue and better sleep' is no less sleep
    is_odd = BETTER in {value for *_, value in values} and is_of_degree(told.group.run)
    for mark, outcome, terms, value in values:
        if value is None or (is_odd and value == WORSE):
            continue
        for said in (
            by_amounts(told, mark, terms, value)
            or by_likeness(told, mark, terms, value, comparison)
            or [(value, comparison)]
        ):
            yield _statement(told, mark, outcome, *said)


def _statement(
    told: Told, mark: Mark, outcome: int | str, value: str, comparison: Comparison
) -> Statement:
    clause, group = told.clause, told.group
    figures = told.figures_of(mark)
    if (comparison.against, comparison.subject) == ("reference", "intervention") and (
        value == NULL or (value == BETTER and _is_likened(clause))
    ):
        value, comparison = BETTER, comparison.of("within")  # 'no different from normal rats'
    value, comparison = turned(value, comparison, clause, is_comparative=told.is_comparative)
    is_shared = comparison.is_both and value == BETTER
    if comparison.against == "within" and not is_shared and (value != WORSE or not group.run):
        is_measured = bool(figures.side) and told.is_measured
        if figures.is_between or is_measured:
            comparison = comparison.of("group")
    significant = figures.is_significant
    is_slip = "null.none" in clause.ids and "differ" in clause.text  # 'no difference (P < 0.05)'
    if value == NULL and significant and comparison.against != ALIKE and not is_slip:
        value = UNCLEAR  # 'in seven of them and in none with EA (P < 0.001)'
    if significant is None and value == UNCLEAR and "role.significant" in clause.ids:
        significant = True
    is_own = value != WORSE or is_head(group.outcomes[0], mark, clause.marks, told.sentence)
    return Statement(
        outcome=outcome,
        value=value,
        comparison=comparison,
        start=mark.start,
        end=mark.end,
        is_significant=significant,
        has_chain=bool(group.run),
        is_blunt=any(change_of(word) == "change.bad" for word in group.run),
        is_denying=_is_denying(clause) and not told.is_unmeasured,
        is_plain=is_own,
    )


def _is_likened(clause: Clause) -> bool:
    return any({"null.none", "comparison.than"} <= {*mark.ids} for mark in clause.marks)


def _is_denying(clause: Clause) -> bool:
    return any(
        "null.none" in mark.ids
        or ("null.neg" in mark.ids and clause.word(mark).lower() != "without")
        for mark in clause.marks
    )


def _exceptions(
    clause: Clause, groups: Sequence[Group], found: Sequence[Statement], comparison: Comparison
) -> Iterator[Statement]:
    """Deny benefits for a second arm, or for another form of the intervention."""
    good = [statement for statement in found if statement.value == BETTER]
    apart = [statement for statement in found if statement.value == UNCLEAR]
    arm = arm_denied(clause)
    for statement in [*good, *(s for s in apart if s.is_significant)] if arm else ():
        against = statement.comparison.of(arm)
        yield replace(statement, value=NULL, comparison=against, is_significant=None)
    if groups and groups[-1].run and is_denied_for_another(clause, groups[-1]):
        last = groups[-1].outcomes[-1]
        for statement in good:
            if statement.start == last.start:
                yield replace(statement, value=NULL, comparison=comparison.of(DENIED))
