"""Marks: terms found in a sentence, and the outcomes, arms and changes that they name."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

# Where a word has several meanings as a word of change, the first of these holds.
_CHANGES = (
    "change.up_noun", "change.down_noun", "change.bad_noun", "null.none", "change.invert",
    "change.less", "change.more", "change.good", "change.bad", "change.up", "change.down",
    "change.differ", "change.persist",
)  # fmt: skip
DEGREE = frozenset(("change.more", "change.less"))
NOUNS = frozenset(("change.up_noun", "change.down_noun", "change.bad_noun"))
PERSIST = "change.persist"
AS_EFFECT = "refer.effect"
SHARING = "refer.sharing"  # an adjective that shares the noun of another that it is set against
_STANDING = ("refer.primary", "refer.secondary", "refer.every", "refer.rest")
# 'the raised protein levels of IL-6'
_LEVELS_OF = re.compile(
    r" (?:(?:(?:protein|mRNA|gene|serum) )?(?:level|expression|content|concentration)s?"
    r"(?: levels?)? of (?:the )?)?"
)
_PARTICIPLE = re.compile(r"\b(?:the|an?|their) (?:[\w-]+ed|higher|lower)$", re.I)
AFTER = "arm.after"  # a time at which our arm was treated: 'after treatment'
# Where a mark names several arms, the first of these holds.
_ARMS = (
    (frozenset(("arm.reference",)), "reference"),
    (frozenset(("arm.intervention", "arm.own", AFTER)), "intervention"),
    (frozenset(("arm.active",)), "active"),
    (frozenset(("arm.inert",)), "inert"),
    (frozenset(("arm.control",)), "control"),
)
FOREIGN = ("active", "inert", "control")  # arms that get no intervention of ours


class Mark(NamedTuple):
    """A term found at `text[start:end]`, with all its meanings."""

    start: int
    end: int
    ids: tuple[str, ...]


class _Meaning(NamedTuple):
    """What meanings come to: a change, outcomes, an arm."""

    change: str | None
    outcomes: tuple[int | str, ...]
    arm: str | None


@cache
def _meaning(ids: tuple[str, ...]) -> _Meaning:
    numbers = (int(i[8:]) for i in ids if i.startswith("outcome."))
    return _Meaning(
        change=next((name for name in _CHANGES if name in ids), None),
        outcomes=(*numbers, *(i for i in ids if i in _STANDING)),
        arm=next((arm for names, arm in _ARMS if not names.isdisjoint(ids)), None),
    )


@cache
def _has_family(ids: tuple[str, ...], families: tuple[str, ...]) -> bool:
    return any(meaning.startswith(families) for meaning in ids)


def change_of(mark: Mark) -> str | None:
    """Give the change that a mark tells, or that it denies one."""
    return _meaning(mark.ids).change


def outcomes_of(mark: Mark) -> tuple[int | str, ...]:
    """Give the outcomes that a mark names: numbers, or words that stand for planned outcomes."""
    return _meaning(mark.ids).outcomes


def outcomes_in(marks: Iterable[Mark]) -> list[int]:
    """Give the outcomes that marks name themselves, in order."""
    return [outcome for mark in marks for outcome in outcomes_of(mark) if isinstance(outcome, int)]


def arm_of(mark: Mark) -> str | None:
    """Give the arm that a mark names."""
    return _meaning(mark.ids).arm


def is_outcome(mark: Mark) -> bool:
    """Whether a mark names an outcome itself."""
    return is_of(mark, "outcome.")


def is_of(mark: Mark, *families: str) -> bool:
    """Whether a mark has a meaning of one of these families: 'change.', 'null.'."""
    return _has_family(mark.ids, families)


def is_attributive(text: str, mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether a word of change stands with the outcome as its quality: 'the reduced velocity'."""
    return bool(_PARTICIPLE.search(text, 0, mark.end)) and any(
        _LEVELS_OF.fullmatch(text, mark.end, other.start) and is_outcome(other) for other in marks
    )
