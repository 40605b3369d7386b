"""Comparisons in figures: mean differences, ratios, their intervals and p-values.

Precision before recall: a figure counts only with the name of its measure before it, and only
where the outcome it belongs to is told just before it in the same clause.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.language.clauses import Clause
from pipeline.language.comparisons import comparison_of
from pipeline.language.figures import NUMBER, number
from pipeline.language.lexicon import Lexicon
from pipeline.language.marks import Mark, outcomes_of
from pipeline.language.p_values import P_VALUE
from pipeline.records import Effect

RATIOS = frozenset(("RR", "OR", "HR"))
NEUTRAL = {"MD": 0.0, "SMD": 0.0, "RR": 1.0, "OR": 1.0, "HR": 1.0}  # no effect
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
_REACH = 110
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


def listed(clause: Clause, sentence: str, lexicon: Lexicon, name: str) -> Iterator[FoundEffect]:
    """Give the effects of a list that names its measure once: 'vibration: 0.02 (-0.31 to 0.27)'."""
    for mark in clause.marks:
        outcome = next((o for o in outcomes_of(mark) if isinstance(o, int)), None)
        match = _LISTED.match(sentence, mark.end) if outcome is not None else None
        if outcome is None or match is None:
            continue
        estimate, low, high = (number(match[part]) for part in ("value", "low", "high"))
        if low <= estimate <= high and (name not in RATIOS or low > 0):
            effect = Effect(
                measure=name, outcome=lexicon.outcomes[outcome].name, estimate=estimate,
                ci_low=low, ci_high=high,
                quote=clause.text.strip(" ,;"),
            )  # fmt: skip
            yield FoundEffect(
                outcome, effect, _lean(name, estimate, lexicon.outcomes[outcome].good)
            )


def effects(
    clause: Clause, sentence: str, lexicon: Lexicon, measures: Mapping[str, str]
) -> Iterator[FoundEffect]:
    """Give the effects told in a clause; `measures` names each measure by its mark's meaning."""
    outcomes = [m for m in clause.marks if any(isinstance(o, int) for o in outcomes_of(m))]
    comparison = comparison_of(clause, sentence, None)
    against = comparison.against
    if against in ("within", "group") or (against == "baseline" and "baseline" not in clause.text):
        against = None
    if comparison.turn == 0:
        return  # of other arms alone
    for mark in clause.marks:
        name = next((measures[i] for i in mark.ids if i in measures), None)
        if name is None:
            continue
        inside = next((m for m in outcomes if _IN.fullmatch(sentence, mark.end, m.start)), None)
        if inside is not None:
            outcome = next(o for o in outcomes_of(inside) if isinstance(o, int))
        else:
            outcome = _outcome_before(mark, outcomes, clause, measures)
        if outcome is None:
            continue
        if _is_one_of_several(mark, outcomes, clause, sentence, name):
            continue
        found = _figure(sentence, inside.end if inside is not None else mark.end)
        if found is None:
            continue
        estimate, end = found
        interval = _interval_after(sentence, end)
        low, high, end = interval if interval else (None, None, end)
        if low is not None and high is not None and not low <= estimate <= high:
            continue
        p_value, end = _p_after(sentence, end)
        if low is None and p_value is None:
            continue
        if name in RATIOS and (estimate <= 0 or _ASSOCIATED.search(clause.text)):
            continue
        yield FoundEffect(
            outcome,
            Effect(
                measure=name,
                outcome=lexicon.outcomes[outcome].name,
                estimate=estimate,
                ci_low=low,
                ci_high=high,
                p_value=p_value,
                comparison=against,
                quote=clause.text.strip(" ,;"),
            ),
            _lean(name, estimate, lexicon.outcomes[outcome].good) * comparison.turn,
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


def _outcome_before(
    mark: Mark, outcomes: Sequence[Mark], clause: Clause, measures: Mapping[str, str]
) -> int | None:
    """Give the outcome told last before a measure, if no other measure stands between."""
    before = [m for m in outcomes if m.end <= mark.start and mark.start - m.end <= _REACH]
    if not before:
        return None
    last = before[-1]
    between = [
        m
        for m in clause.marks
        if last.end <= m.start < mark.start and any(i in measures for i in m.ids)
    ]
    if between:
        return None
    return next(o for o in outcomes_of(last) if isinstance(o, int))


def _figure(text: str, start: int) -> tuple[float, int] | None:
    gap = _GAP.match(text, start)
    match = _SIGNED.match(text, gap.end() if gap else start)
    return (number(match["value"]), match.end()) if match else None


def _interval_after(text: str, start: int) -> tuple[float, float, int] | None:
    match = _TO_INTERVAL.match(text, start) or _BARE_INTERVAL.match(text, start)
    if not match:
        return None
    low, high = number(match["low"]), number(match["high"])
    return (low, high, match.end()) if low <= high else None


def _p_after(text: str, start: int) -> tuple[float | None, int]:
    match = P_VALUE.search(text, start, start + 40)
    if not match or ";" in text[start : match.start()].strip(" ;)]"):
        return None, start
    return (number(match["value"]) if match["sign"] in "=＝≈" else None), match.end()


def _lean(measure: str, estimate: float, good: int) -> int:
    neutral = NEUTRAL[measure]
    return 0 if estimate == neutral else good if estimate > neutral else -good
