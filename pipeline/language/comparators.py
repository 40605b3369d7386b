"""Whom a result compares with whom, by the whole abstract where its sentence leaves it open."""

from pipeline.language.findings import Finding, Reading
from pipeline.language.statements.comparisons import ALIKE


def is_of_ours(finding: Finding, reading: Reading) -> bool:
    """Whether a finding is of the intervention, and not of another arm."""
    if finding.subject == "intervention":
        return True
    if finding.subject is not None or finding.comparison == "within":
        return False
    has_arms = not reading.arms.isdisjoint(("arm.inert", "arm.control", "arm.active"))
    return has_arms and not reading.is_animal


def arm_against(finding: Finding, reading: Reading) -> str:
    """Name the kind of arm that a result was against, `within` where it was against none."""
    inert, active = "arm.inert" in reading.arms, "arm.active" in reading.arms
    comparison = finding.comparison
    if comparison == "baseline":
        return "within"
    if comparison == "active" and reading.is_adjunct and not finding.is_both:
        return "inert"
    if comparison not in ("group", "control", ALIKE):
        return comparison
    if inert or reading.is_adjunct or reading.is_animal:
        return "inert"
    if active:
        return "active"
    is_pooled = reading.is_review or "arm.control" in reading.arms
    return "inert" if is_pooled else "regimen"
