"""Comparisons in figures: mean differences, ratios, their intervals and p-values.

Precision before recall: a figure counts only with the name of its measure before it, and only
where the outcome it belongs to is told just before it in the same clause.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.language.clauses.clause import Clause
from pipeline.language.figures.numbers import NUMBER, number
from pipeline.language.figures.p_values import P_VALUE
from pipeline.language.sentences.marks import Mark, outcomes_in
from pipeline.language.statements.comparisons import comparison_of
from pipeline.language.words.lexicon import Lexicon, OutcomeTerms
from pipeline.records import Effect

RATIOS = frozenset(("RR", "OR", "HR"))
NEUTRAL = {"MD": 0.0, "SMD": 0.0, "RR": 1.0, "OR": 1.0, "HR": 1.0}  # no effect
_MEASURES = {f"measure.{name}": name for name in NEUTRAL}
_INTERVAL = (
    r"(?:95\s?%\s*)?(?:CI|CrI|confidence intervals?|credible intervals?)\s*(?:\(CI\))?"
    r"[\s:,;=]*(?:of|was|from)?\s*"
    rf"[\[(]?\s*(?P<low>{NUMBER})\s*(?:to|,|;|–|—|-|−|~|and)\s*(?P<high>{NUMBER})"
)
_SIGNED = re.compile(rf"(?P<value>{NUMBER})(?!\s*%|\d)(?![.·]\d)")
_GAP = re.compile(r"[\s=:≈(\[,]*(?:of|was|is|were|being|by|at)?[\s=:≈(\[]*")
_TO_INTERVAL = re.compile(
    r"\s*(?:points?|mm|cm|m/s|ms|s|µV|mV|g|kg|lb|%)?\s*[\])]?\s*[,;:(\[]*\s*(?:with\s+)?(?:a\s+)?"
    + _INTERVAL
)
_BARE_INTERVAL = re.compile(
    rf"\s*(?:[a-zA-Z/]{{1,6}}\s*)?[(\[,]\s*(?P<low>{NUMBER})\s*(?:to|–|—)\s*(?P<high>{NUMBER})\s*[)\],;]"
)
_LISTED = re.compile(
    rf"(?:\s\w+)?\s*[:,]?\s*(?P<value>{NUMBER})\s*\(\s*(?P<low>{NUMBER})\s*(?:to|–|—)\s*(?P<high>{NUMBER})"
)
_IN = re.compile(r"\s+(?:in|for|on|of)\s+(?:the\s+)?(?:\w+\s+)?")
_REACH = 110  # characters
_ASSOCIATED = re.compile(
    r"associated with|associations? of|multivaria|predict|risk factor|correlat|\bin \w+ who\b", re.I
)
_CLOSED = re.compile(r"(?:[^()\[\]]|[(\[][^()\[\]]*[)\]])*[)\]]")
_OCCASION = re.compile(r"\b(?:weeks?|months?|days?|years?|hours?|term|session)|[a-z]ly\b", re.I)


@dataclass(frozen=True, slots=True)
class FoundEffect:
    """An effect, its outcome, and whether it leans the intervention's way (1), against it (-1)."""

    outcome: int
    effect: Effect
    lean: int

    @property
    def is_significant(self) -> bool | None:
        """Whether the interval leaves out no effect; `None` where there is no interval."""
        effect = self.effect
        if effect.ci_low is None or effect.ci_high is None:
            return None
        neutral = NEUTRAL[effect.measure]
        return not effect.ci_low <= neutral <= effect.ci_high


@dataclass(frozen=True, slots=True)
class _Estimate:
    value: float
    low: float | None
    high: float | None
    p_value: float | None = None


def listed(clause: Clause, sentence: str, lexicon: Lexicon, name: str) -> Iterator[FoundEffect]:
    """Give the effects of a list that names its measure once: 'vibration: 0.02 (-0.31 to 0.27)'."""
    for mark in clause.marks:
        outcome = _outcome_of(mark)
        match = _LISTED.match(sentence, mark.end) if outcome is not None else None
        if outcome is None or match is None:
            continue
        value, low, high = (number(match[part]) for part in ("value", "low", "high"))
        if low <= value <= high and (name not in RATIOS or low > 0):
            effect = _effect(clause, lexicon.outcomes[outcome], name, _Estimate(value, low, high))
            yield FoundEffect(outcome, effect, _lean(effect, lexicon.outcomes[outcome].good))


def effects(clause: Clause, sentence: str, lexicon: Lexicon) -> Iterator[FoundEffect]:
    """Give the effects told in a clause, each with its measure's name before it."""
    comparison = comparison_of(clause, sentence, None)
    if comparison.turn == 0:
        return  # of other arms alone
    outcomes = [mark for mark in clause.marks if _outcome_of(mark) is not None]
    for mark in clause.marks:
        name = measure_of(mark)
        if name is None:
            continue
        inside = next((m for m in outcomes if _IN.fullmatch(sentence, mark.end, m.start)), None)
        told = inside or _outcome_before(mark, outcomes, clause)
        if told is None or _is_one_of_several(mark, outcomes, clause, sentence, name):
            continue
        estimate = _estimate_after(sentence, (inside or mark).end)
        if estimate is None:
            continue
        if name in RATIOS and (estimate.value <= 0 or _ASSOCIATED.search(clause.text)):
            continue
        outcome = _outcome_of(told)
        terms = lexicon.outcomes[outcome]
        against = _named(comparison.against, clause)
        effect = _effect(clause, terms, name, estimate, against)
        yield FoundEffect(outcome, effect, _lean(effect, terms.good) * comparison.turn)


def measure_of(mark: Mark) -> str | None:
    """Give the measure of effect that a mark names."""
    return next((_MEASURES[i] for i in mark.ids if i in _MEASURES), None)


def _outcome_of(mark: Mark) -> int | None:
    return next(iter(outcomes_in([mark])), None)


def _named(against: str, clause: Clause) -> str | None:
    """Give the arm compared with, where it is named."""
    is_tacit = against == "baseline" and "baseline" not in clause.text
    return None if is_tacit or against in ("within", "group") else against


def _effect(
    clause: Clause,
    terms: OutcomeTerms,
    measure: str,
    estimate: _Estimate,
    comparison: str | None = None,
) -> Effect:
    return Effect(
        measure=measure,
        outcome=terms.name,
        estimate=estimate.value,
        ci_low=estimate.low,
        ci_high=estimate.high,
        p_value=estimate.p_value,
        comparison=comparison,
        quote=clause.text.strip(" ,;"),
    )


def _is_one_of_several(
    mark: Mark, outcomes: Sequence[Mark], clause: Clause, sentence: str, name: str
) -> bool:
    """Whether a bracket gives several figures of one measure, perhaps in the order of a list."""
    stop = min((m.start for m in outcomes if m.start > mark.end), default=clause.end)
    for later in clause.marks:
        if mark.end <= later.start < stop and f"measure.{name}" in later.ids:
            between = sentence[mark.end : later.start]
            is_closed = _CLOSED.match(between)
            return not (is_closed or _OCCASION.search(between))
    return False


def _outcome_before(mark: Mark, outcomes: Sequence[Mark], clause: Clause) -> Mark | None:
    """Give the outcome told last before a measure, if no other measure stands between."""
    before = [m for m in outcomes if m.end <= mark.start and mark.start - m.end <= _REACH]
    if not before:
        return None
    last = before[-1]
    is_of_another = any(
        last.end <= other.start < mark.start and measure_of(other) for other in clause.marks
    )
    return None if is_of_another else last


def _estimate_after(text: str, start: int) -> _Estimate | None:
    """Read a figure with its interval, its p-value or both; `None` where it has neither."""
    gap = _GAP.match(text, start)
    match = _SIGNED.match(text, gap.end() if gap else start)
    if match is None:
        return None
    value = number(match["value"])
    low, high, end = _interval_after(text, match.end())
    if low is not None and high is not None and not low <= value <= high:
        return None
    p_value = _p_after(text, end)
    return None if low is None and p_value is None else _Estimate(value, low, high, p_value)


def _interval_after(text: str, start: int) -> tuple[float | None, float | None, int]:
    match = _TO_INTERVAL.match(text, start) or _BARE_INTERVAL.match(text, start)
    if not match:
        return None, None, start
    low, high = number(match["low"]), number(match["high"])
    return (low, high, match.end()) if low <= high else (None, None, start)


def _p_after(text: str, start: int) -> float | None:
    match = P_VALUE.search(text, start, start + 40)
    if not match or ";" in text[start : match.start()].strip(" ;)]"):
        return None
    return number(match["value"]) if match["sign"] in "=＝≈" else None


def _lean(effect: Effect, good: int) -> int:
    neutral = NEUTRAL[effect.measure]
    return 0 if effect.estimate == neutral else good if effect.estimate > neutral else -good
