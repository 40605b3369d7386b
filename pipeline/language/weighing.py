"""From the findings on one claim to its stance, by section 4 of the codebook."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language.reading import INCONCLUSIVE, Finding, Reading
from pipeline.language.stance import BETTER, NULL, SPLIT, UNCLEAR, WORSE
from pipeline.records import Direction

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
    leaning: Direction = "unstated"


def weigh(findings: Sequence[Finding], reading: Reading) -> Verdict | None:
    """Weigh the findings on one claim; `None` where they do not address it."""
    told = [f for f in findings if f.value not in (UNCLEAR, INCONCLUSIVE) and f.role != "title"]
    verdicts = [f for f in findings if f.value == INCONCLUSIVE]
    results = [f for f in told if f.role == "result"]
    good = [f for f in told if f.value == BETTER]
    null = [f for f in told if f.value == NULL]
    if reading.verdict is not None and not _favoured(results):
        if verdicts:
            return Verdict("inconclusive", "no_conclusion", verdicts[-1], 0.7)
        named = [f for f in findings if f.role in ("result", "conclusion")]
        if reading.is_review and (null or not good) and named:
            return Verdict("inconclusive", "no_conclusion", named[-1], 0.55)
    bad = [f for f in told if f.value == WORSE and _is_ours(f, reading)]
    if good:
        bad = [f for f in bad if f.comparison in ("inert", "control", "active", "group")]
    split = [f for f in told if f.value == SPLIT]
    inert_null = [f for f in null if _arm(f, reading) == "inert"]
    active_null = [f for f in null if _arm(f, reading) in ("active", "regimen")]
    within_null = [f for f in null if _arm(f, reading) == "within"]
    denied = [f for f in null if f.comparison == "denied"]
    better = [
        f
        for f in good
        if f.comparison in ("inert", "control", "group", "active")
        or (reading.is_review and f.is_significant)
    ]
    if inert_null:
        names = {f.outcome for f in inert_null}
        if any(f.role == "result" for f in better) or any(
            f.role == "result"
            and f.is_significant
            and not f.is_both
            and f.subject == "intervention"
            and f.outcome not in names
            for f in good
        ):
            return Verdict("mixed", "findings_disagree", inert_null[0], 0.6)
        if bad:
            return Verdict("mixed", "findings_disagree", bad[0], 0.5)
        return Verdict("no_benefit", "no_difference", inert_null[0], 0.75, is_spin=bool(good))
    if bad:
        if good:
            rule = "findings_disagree"
            if any(f.comparison == "active" for f in bad):
                rule = "worse_than_active_improved"
            return Verdict("mixed", rule, bad[0], 0.5)
        if bad[0].comparison == "active":
            return Verdict("no_benefit", "no_better_than_active", bad[0], 0.5)
        return Verdict("worse", "worsened", bad[0], 0.5)
    if split:
        return Verdict("mixed", "findings_disagree", split[0], 0.6)
    if denied and good:
        return Verdict("mixed", "findings_disagree", denied[0], 0.6)
    if within_null or denied:
        if good:
            return Verdict("mixed", "findings_disagree", (within_null or denied)[0], 0.55)
        return Verdict("no_benefit", "no_change_within", (within_null or denied)[0], 0.65)
    if active_null and not good:
        return Verdict("no_benefit", "no_better_than_active", active_null[0], 0.6)
    if active_null:
        return Verdict("supports", "equal_to_active", _best(good), 0.7)
    if better:
        return Verdict("supports", "better_than_comparator", _best(better), 0.9)
    if good:
        return Verdict("supports", "improved_within", _best(good), 0.85)
    unclear = [
        f for f in findings if f.value == UNCLEAR and f.role == "result" and f.is_significant
    ]
    if unclear:
        return Verdict("supports", "difference_unsigned", unclear[0], 0.5)
    titles = [f for f in findings if f.role == "title" and f.value == BETTER]
    if titles:
        return Verdict("supports", "stated", titles[0], 0.6)
    return None


def _arm(finding: Finding, reading: Reading) -> str:
    """Name the kind of arm that a null result was against, by the whole abstract where need be."""
    arms = reading.comparators
    inert, active = "arm.inert" in arms, "arm.active" in arms
    if finding.comparison == "active" and inert and not active:
        return "inert"
    if finding.comparison == "active" and reading.is_adjunct and not finding.is_both:
        return "inert"
    if finding.comparison in ("group", "control"):
        if inert or (active and reading.is_adjunct):
            return "inert"
        if active:
            return "active"
        return "inert" if "arm.control" in arms else "regimen"
    if finding.comparison in ("within", "baseline"):
        return "within"
    return finding.comparison


def _is_ours(finding: Finding, reading: Reading) -> bool:
    """Whether a worsening is told of the intervention, and not of a model or another arm."""
    if finding.subject == "intervention":
        return True
    return finding.subject is None and not reading.is_animal and finding.comparison != "within"


def _favoured(results: Sequence[Finding]) -> bool:
    """Whether results favour the intervention and none of them says otherwise."""
    values = {f.value for f in results}
    return BETTER in values and NULL not in values


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
