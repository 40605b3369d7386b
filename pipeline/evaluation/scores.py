"""Precision, recall, F1 and agreement, with 95 % intervals.

Shares have a Wilson interval; F1, which is no share, one from resampling records (percentile
bootstrap, a fixed seed).
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from pipeline.evaluation.coded import NOT_ADDRESSED, Coded
from pipeline.records import STANCES, Decision, Tag

N_RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """A coded record with what the screen and the tagger made of it."""

    coded: Coded
    decision: Decision
    tags: dict[str, Tag]

    def given(self, claim_id: str) -> str:
        """Give the tagger's stance on a claim."""
        return self.tags[claim_id].stance if claim_id in self.tags else NOT_ADDRESSED

    def expected(self, claim_id: str) -> str:
        """Give the coder's stance; the tagger's own where the coder left it open."""
        given = self.given(claim_id)
        return given if self.coded.right(claim_id, given) else self.coded.expected(claim_id)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, its interval, and what it was counted from."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    k: int | None = None
    n: int | None = None
    target: str = ""
    is_met: bool | None = None


def share(name: str, k: int, n: int, *, least: float | None = None, most: float | None = None):
    """Give k of n with its Wilson interval, and whether it meets the target."""
    target = f"at least {least:g}" if least is not None else f"under {most:g}" if most else ""
    if not n:
        return Measure(name, None, k=k, n=n, target=target)
    interval = binomtest(k, n).proportion_ci(method="wilson")
    met = (k / n >= least) if least is not None else (k / n < most) if most else None
    return Measure(name, k / n, float(interval.low), float(interval.high), k, n, target, met)


def resampled(
    name: str,
    judged: Sequence[Judged],
    statistic: Callable[[Sequence[Judged]], float | None],
    *,
    least: float,
) -> Measure:
    """Give a statistic of records with its bootstrap interval."""
    value = statistic(judged)
    if value is None:
        return Measure(name, None, target=f"at least {least:g}")
    chance = random.Random(20260101)
    drawn = sorted(
        drawn_value
        for _ in range(N_RESAMPLES)
        if (drawn_value := statistic(chance.choices(judged, k=len(judged)))) is not None
    )
    low, high = drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn)) - 1]
    return Measure(
        name,
        value,
        low,
        high,
        n=len(judged),
        target=f"at least {least:g}",
        is_met=value >= least,
    )


def used(judged: Sequence[Judged], claim_ids: Sequence[str]) -> Iterator[tuple[Judged, str]]:
    """Give each eligible record with each claim; the tags of near misses are not used."""
    return ((r, claim_id) for r in judged if r.coded.eligible for claim_id in claim_ids)


def addressed_f1(judged: Sequence[Judged], claim_ids: Sequence[str]) -> float | None:
    """F1 of 'the claim is addressed', all these claims counted together."""
    hits = extra = missed = 0
    for record, claim_id in used(judged, claim_ids):
        coder = record.expected(claim_id) != NOT_ADDRESSED
        tagger = record.given(claim_id) != NOT_ADDRESSED
        hits += coder and tagger
        extra += tagger and not coder
        missed += coder and not tagger
    return 2 * hits / (2 * hits + extra + missed) if hits + extra + missed else None


def stance_pairs(judged: Sequence[Judged], claim_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Give (coder's, tagger's) stance wherever both see the claim addressed."""
    pairs = (
        (record.expected(claim_id), record.given(claim_id))
        for record, claim_id in used(judged, claim_ids)
    )
    return [pair for pair in pairs if NOT_ADDRESSED not in pair]


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """F1 averaged over the stances that the coder gave."""
    counts = Counter(pairs)
    scores = []
    for stance in STANCES:
        coder = sum(n for (expected, _), n in counts.items() if expected == stance)
        tagger = sum(n for (_, given), n in counts.items() if given == stance)
        if coder:
            scores.append(2 * counts[stance, stance] / (coder + tagger))
    return sum(scores) / len(scores) if scores else None


def measures(judged: Sequence[Judged], claim_ids: Sequence[str]) -> list[Measure]:
    """Give every row of the table of targets that coded records can measure."""
    eligible = sum(r.coded.eligible for r in judged)
    included = sum(r.decision.is_eligible for r in judged)
    both = sum(r.coded.eligible and r.decision.is_eligible for r in judged)
    designs = sum(r.coded.design == r.decision.design for r in judged)
    pairs = stance_pairs(judged, claim_ids)
    same = sum(expected == given for expected, given in pairs)
    rows = [
        share("screening: recall", both, eligible, least=0.98),
        share("screening: precision", both, included, least=0.95),
        share("design: accuracy", designs, len(judged), least=0.93),
        resampled(
            "claim addressed: micro-F1", judged, lambda j: addressed_f1(j, claim_ids), least=0.92
        ),
    ]
    rows += [
        resampled(
            f"claim addressed: F1, {claim_id}",
            judged,
            lambda j, claim_id=claim_id: addressed_f1(j, (claim_id,)),
            least=0.85,
        )
        for claim_id in claim_ids
    ]
    null, null_found = null_recall(judged, claim_ids)
    supported, unsupported = supports(judged, claim_ids)
    quotes, quotes_same = quoted(judged, claim_ids)
    rows += [
        share("stance: accuracy", same, len(pairs), least=0.90),
        resampled(
            "stance: macro-F1",
            judged,
            lambda j: macro_f1(stance_pairs(j, claim_ids)),
            least=0.75,
        ),
        share("stance: recall of no_benefit", null_found, null, least=0.80),
        share("false support", unsupported, supported, most=0.05),
        share("quote: the coder's own sentence", quotes_same, quotes),
    ]
    return rows


def null_recall(judged: Sequence[Judged], claim_ids: Sequence[str]) -> tuple[int, int]:
    """Count the coder's null results, and those that the tagger calls so (missed ones count)."""
    given = [
        record.given(claim_id)
        for record, claim_id in used(judged, claim_ids)
        if record.expected(claim_id) == "no_benefit"
    ]
    return len(given), sum(stance == "no_benefit" for stance in given)


def supports(judged: Sequence[Judged], claim_ids: Sequence[str]) -> tuple[int, int]:
    """Count what the tagger calls `supports`, and what of it the coder does not."""
    expected = [
        record.expected(claim_id)
        for record, claim_id in used(judged, claim_ids)
        if record.given(claim_id) == "supports"
    ]
    return len(expected), sum(stance != "supports" for stance in expected)


def missed_support(judged: Sequence[Judged], claim_ids: Sequence[str]) -> tuple[int, int]:
    """Count what the tagger gives another finding than `supports`, and what of it does support."""
    expected = [
        record.expected(claim_id)
        for record, claim_id in used(judged, claim_ids)
        if record.given(claim_id) in ("mixed", "no_benefit", "worse")
    ]
    return len(expected), sum(stance == "supports" for stance in expected)


def quoted(judged: Sequence[Judged], claim_ids: Sequence[str]) -> tuple[int, int]:
    """Count the tags of right stance that carry quotes from both, and those that overlap."""
    n = same = 0
    for record, claim_id in used(judged, claim_ids):
        theirs = record.coded.quote.get(claim_id)
        tag = record.tags.get(claim_id)
        if not theirs or tag is None or record.expected(claim_id) != tag.stance:
            continue
        n += 1
        same += bool(tag.quote) and (tag.quote in theirs or theirs in tag.quote)
    return n, same
