"""Clauses made to bear outcomes that they do not name themselves."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.language.clauses.clause import Clause
from pipeline.language.references.scope import names_effect
from pipeline.language.sentences.marks import AS_EFFECT, Mark, change_of, is_of, outcomes_in


def about(clause: Clause, outcomes: Sequence[int]) -> Clause:
    """Give a clause of figures alone as one about these outcomes."""
    bare = tuple(mark for mark in clause.marks if not change_of(mark))
    return with_outcomes(replace(clause, marks=bare), start_of(clause), outcomes)


def with_listed(clause: Clause, after: Clause | None) -> Clause:
    """Give 'all the measures had improved:' the outcomes of the list `after` its colon."""
    measures = clause.first("refer.every", "refer.measures")
    if after is None or measures is None or not clause.text.rstrip().endswith(":"):
        return clause
    is_list = not any(is_of(mark, "change.", "null.", "comparison.") for mark in after.marks)
    named = outcomes_in(after.marks)
    if not (named and is_list) or outcomes_in(clause.marks):
        return clause
    bare = tuple(mark for mark in clause.marks if mark is not measures)
    told = replace(clause, text=clause.text.rstrip().removesuffix(":"), marks=bare)
    return with_outcomes(told, measures, named)


def start_of(clause: Clause) -> Mark:
    """Give the place where a clause begins, as a mark of nothing."""
    return Mark(clause.start, clause.start, ())


def with_outcomes(clause: Clause, mark: Mark, outcomes: Sequence[int]) -> Clause:
    """Give a clause in which a mark names these outcomes, or an effect on them."""
    wanted = tuple(f"outcome.{outcome}" for outcome in dict.fromkeys(outcomes))
    if names_effect(clause, mark):
        wanted += (AS_EFFECT,)
    return replace(clause, marks=tuple(sorted([*clause.marks, mark._replace(ids=wanted)])))
