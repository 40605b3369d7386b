"""Intervals, tests, certainty and verdict: what the counts of studies say, and how surely.

Pure functions of figures. Sources: Cochrane Handbook 12.2.1.3 (vote counting by direction of
effect, never by significance) and chapter 14 (GRADE); Wilson's interval after Newcombe (1998).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from pipeline.protocol.figures import Body
from pipeline.protocol.synthesis import Certainty, Level, Phrase, Verdict

LEVELS: tuple[Level, ...] = ("very low", "low", "moderate", "high")
DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Proportion:
    """`k` of `n`."""

    k: int
    n: int


@dataclass(frozen=True, slots=True)
class Step:
    """What one domain does to certainty; `level` is where it stands after it."""

    domain: str
    n_levels_lowered: int
    level: Level
    sentence: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Certainty with its reasons, and the verdict in words."""

    steps: tuple[Step, ...]
    certainty: Level
    reasons: str | None
    verdict_id: str
    verdict: str


def wilson(k: int, n: int) -> Interval | None:
    """The share k / n with Wilson's 95 % score interval; `None` where n is 0.

    >>> wilson(8, 10)
    Interval(share=0.8, low=0.49015684672072346, high=0.9433190520193168)
    """
    if n == 0:
        return None
    found = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    return Interval(k / n, float(found.low), float(found.high))


def sign_test(n_favours: int, n_against: int, *, min_studies: int) -> float | None:
    """Two-sided exact sign test; `None` where fewer than `min_studies` state a direction."""
    n = n_favours + n_against
    if n < max(min_studies, 1):
        return None
    return float(stats.binomtest(n_favours, n).pvalue)


def corrected(counted: Proportion, right: Proportion, missed: Proportion) -> Interval | None:
    """The share of `counted` with the tagger's measured error taken out; `None` where unmeasured.

    `right` are the checked tags that say `supports` and do, `missed` those that say otherwise and
    in truth support. They give sensitivity and specificity, and these the share (Rogan and Gladen
    1978). The interval is that of draws from the posteriors of all three (Jeffreys' prior),
    seeded by the figures themselves, so that it is the same every time.
    """
    supporting = Proportion(right.k, right.k + missed.k)
    other = Proportion(missed.n - missed.k, right.n - right.k + missed.n - missed.k)
    parts = (counted, supporting, other)
    if any(part.n == 0 for part in parts):
        return None
    share, sensitivity, specificity = (part.k / part.n for part in parts)
    if sensitivity + specificity <= 1:
        return None
    generator = np.random.default_rng([figure for part in parts for figure in (part.k, part.n)])
    shares, right_ones, right_others = (
        generator.beta(part.k + 0.5, part.n - part.k + 0.5, DRAWS) for part in parts
    )
    tells = right_ones + right_others > 1
    draws = _without_error(shares, right_ones, right_others)[tells]
    low, high = np.quantile(np.clip(draws, 0, 1), (0.025, 0.975))
    share = float(np.clip(_without_error(share, sensitivity, specificity), 0, 1))
    return Interval(share, float(min(low, share)), float(max(high, share)))


def _without_error(share, sensitivity, specificity):
    return (share + specificity - 1) / (sensitivity + specificity - 1)


def answer(
    body: Body,
    support: Interval | None,
    *,
    certainty: Certainty,
    verdicts: tuple[Verdict, ...],
    phrase: Phrase,
) -> Answer:
    """Grade a body of studies and find the first verdict that applies to it."""
    steps = grade(body, certainty)
    level = steps[-1].level
    reasons = "; ".join(step.sentence for step in steps if step.n_levels_lowered) or None
    text = certainty.with_reasons if reasons else certainty.without_reasons
    words = body.figures | {
        "benefit": phrase.benefit,
        "outcome": phrase.outcome,
        "certainty": text.format(certainty=level, reasons=reasons),
    }
    verdict = next(row for row in verdicts if _applies(row, body, support, level))
    return Answer(steps, level, reasons, verdict.id, verdict.text.format_map(words))


def grade(body: Body, rules: Certainty) -> tuple[Step, ...]:
    """Start certainty by design, then lower it domain by domain, each with its figures in words."""
    n = body.n_conclusive
    if n == 0:
        sentence = rules.no_studies.format_map(body.figures)
        return (Step("start", len(LEVELS) - 1, LEVELS[0], sentence),)
    start = rules.start
    is_randomized = body.n_randomized / n >= start.min_share_randomized
    level = start.randomized if is_randomized else start.otherwise
    steps = [Step("start", 0, level, start.sentence.format_map(body.figures))]
    for domain, (n_levels, sentence) in _concerns(body, rules).items():
        level = LEVELS[max(0, LEVELS.index(level) - n_levels)]
        steps.append(Step(domain, n_levels, level, sentence.format_map(body.figures)))
    return tuple(steps)


def _concerns(body: Body, rules: Certainty) -> Mapping[str, tuple[int, str]]:
    return {
        "risk_of_bias": _risk_of_bias(body, rules),
        "inconsistency": _inconsistency(body, rules),
        "indirectness": _indirectness(body, rules),
        "imprecision": _imprecision(body, rules),
        "publication_bias": _publication_bias(body, rules),
    }


def _risk_of_bias(body: Body, rules: Certainty) -> tuple[int, str]:
    rule = rules.risk_of_bias
    share = 1 - body.n_sham / body.n_conclusive
    return (share > rule.serious) + (share > rule.very_serious), rule.sentence


def _inconsistency(body: Body, rules: Certainty) -> tuple[int, str]:
    rule = rules.inconsistency
    n, k = body.n_conclusive, body.n_supports
    n_sham, n_other = body.n_sham, n - body.n_sham
    if min(k, n - k) / n >= rule.min_minority:
        return 1, rule.sentence
    if min(n_sham, n_other) >= rule.min_sham_studies:
        sham, other = body.n_sham_supports / n_sham, (k - body.n_sham_supports) / n_other
        if abs(sham - other) >= rule.min_sham_gap:
            return 1, rule.sham_concern
    return 0, rule.sentence


def _indirectness(body: Body, rules: Certainty) -> tuple[int, str]:
    rule = rules.indirectness
    share = 1 - body.n_needling / body.n_conclusive
    return int(share > rule.max_share_not_needling), rule.sentence


def _imprecision(body: Body, rules: Certainty) -> tuple[int, str]:
    rule = rules.imprecision
    n, people = body.n_conclusive, body.n_participants
    is_serious = n < rule.serious_studies or people < rule.serious_participants
    is_very = n < rule.very_serious_studies or people < rule.very_serious_participants
    return is_serious + is_very, rule.concern if is_serious else rule.sentence


def _publication_bias(body: Body, rules: Certainty) -> tuple[int, str]:
    rule = rules.publication_bias
    concerns = []
    if body.n_conclusive >= rule.min_studies:
        if body.n_supports / body.n_conclusive >= rule.min_share_supporting:
            concerns.append(rule.concern)
        stated = body.n_country_stated
        if stated >= rule.min_studies and body.n_country / stated >= rule.min_share_country:
            concerns.append(rule.country_concern)
    return int(bool(concerns)), "; ".join(concerns) or rule.sentence


def _applies(row: Verdict, body: Body, support: Interval | None, level: Level) -> bool:
    if row.max_studies is not None and body.n_conclusive > row.max_studies:
        return False
    if row.certainty and level not in row.certainty:
        return False
    limits = (row.min_share, row.min_share_low, row.max_share_high)
    if support is None:
        return all(limit is None for limit in limits)
    return (
        (row.min_share is None or support.share >= row.min_share)
        and (row.min_share_low is None or support.low >= row.min_share_low)
        and (row.max_share_high is None or support.high <= row.max_share_high)
    )
