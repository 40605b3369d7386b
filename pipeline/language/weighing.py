"""From the findings on one claim to its stance, by section 4 of the codebook."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.reading import INCONCLUSIVE, Finding, Reading
from pipeline.language.stance import BETTER, NULL, SPLIT, UNCLEAR, WORSE

RULES = {
    "better_than_comparator": "The outcome is better with the intervention than with its comparator.",
    "no_difference": "No significant difference from an inert comparator is found, even where both groups improve.",
    "equal_to_active": "No difference from an active treatment, with improvement told.",
    "no_better_than_active": "No better than an active treatment, with nothing told of improvement.",
    "worse_than_comparator": "The outcome is worse with the intervention than with an inert comparator.",
    "worse_than_active_improved": "The outcome improves, but less than with an active treatment.",
    "improved_within": "Only a change within the group is reported, and it is an improvement.",
    "no_change_within": "Only a change within the group is reported, and there is none.",
    "worsened": "The outcome gets worse.",
    "findings_disagree": "Outcomes, time points, doses or subgroups under the claim disagree.",
    "stated": "The title or conclusion states the benefit, or the results name the outcome with an effect.",
    "no_conclusion": "The outcome was studied and the authors say that no conclusion can be drawn.",
    "difference_unsigned": "A significant change or difference is told without its direction.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The stance on one claim, the rule that gave it and the finding that carries the quote."""

    stance: str
    rule: str
    finding: Finding
    confidence: float
    is_spin: bool = False


def weigh(findings: Sequence[Finding], reading: Reading) -> Verdict | None:
    """Weigh the findings on one claim; `None` where they do not address it."""
    telling = [f for f in findings if f.value != UNCLEAR]
    unclear = [f for f in findings if f.value == UNCLEAR and f.has_chain]
    if not telling:
        best = [f for f in unclear if f.role == "result" and f.is_significant is not False]
        if best:
            return Verdict("supports", "difference_unsigned", best[0], 0.5)
        return None
    results = [f for f in telling if f.role == "result"]
    body = [f for f in telling if f.role != "title" and f.value != INCONCLUSIVE]
    verdicts = [f for f in telling if f.value == INCONCLUSIVE]
    good = [f for f in body if f.value == BETTER]
    null = [f for f in body if f.value == NULL]
    bad = [f for f in body if f.value == WORSE and f.subject == "intervention"]
    split = [f for f in body if f.value == SPLIT]
    if verdicts and not [f for f in good if f.role == "result"]:
        return Verdict("inconclusive", "no_conclusion", verdicts[-1], 0.7)
    active = _is_active(reading)
    between_null = [f for f in null if f.comparison in ("inert", "group", "regimen", "active")]
    between_good = [f for f in good if f.comparison in ("inert", "group", "active")]
    inert_null = [
        f for f in null if f.comparison == "inert" or (f.comparison == "group" and not active)
    ]
    active_null = [
        f for f in null if f.comparison == "active" or (f.comparison == "group" and active)
    ]
    if inert_null:
        firm = [f for f in between_good if f.role == "result"]
        if firm or [
            f
            for f in good
            if f.role == "result"
            and f.comparison == "within"
            and f.is_significant
            and not f.is_both
            and f.outcome != inert_null[0].outcome
        ]:
            return Verdict("mixed", "findings_disagree", inert_null[0], 0.6)
        return Verdict("no_benefit", "no_difference", inert_null[0], 0.75, is_spin=bool(good))
    if bad:
        if good:
            if any(f.comparison == "active" for f in bad):
                return Verdict("mixed", "worse_than_active_improved", bad[0], 0.5)
            return Verdict("mixed", "findings_disagree", bad[0], 0.5)
        if bad[0].comparison == "active":
            return Verdict("no_benefit", "no_better_than_active", bad[0], 0.5)
        return Verdict("worse", "worsened", bad[0], 0.5)
    if active_null:
        if good:
            return Verdict("supports", "equal_to_active", _best(good), 0.7)
        return Verdict("no_benefit", "no_better_than_active", active_null[0], 0.6)
    within_null = [f for f in null if f.comparison in ("within", "baseline")]
    if within_null:
        if good:
            return Verdict("mixed", "findings_disagree", within_null[0], 0.55)
        return Verdict("no_benefit", "no_change_within", within_null[0], 0.65)
    if split:
        return Verdict("mixed", "findings_disagree", split[0], 0.6)
    if between_good:
        return Verdict("supports", "better_than_comparator", _best(between_good), 0.9)
    if good:
        return Verdict("supports", "improved_within", _best(good), 0.85)
    titles = [f for f in telling if f.role == "title"]
    if titles:
        return Verdict("supports", "stated", titles[0], 0.6)
    return None


def _is_active(reading: Reading) -> bool:
    arms = reading.comparators
    return "arm.active" in arms and "arm.inert" not in arms


def _best(findings: Sequence[Finding]) -> Finding:
    return max(
        findings,
        key=lambda f: (
            f.role == "result",
            f.comparison in ("inert", "active", "group"),
            bool(f.is_significant),
            f.role != "title",
            -f.sentence,
        ),
    )
