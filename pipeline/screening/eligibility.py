"""The exclusion rules: the first that applies, in the protocol's order, is the reason."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pipeline.protocol.criteria import Rule, Species
from pipeline.screening.reading import Reading
from pipeline.screening.subject import OFTEN, Subject


class Finding(NamedTuple):
    """An article as the rules look at it."""

    reading: Reading
    intervention: Subject
    condition: Subject
    species: Species | None

    @property
    def is_about_intervention(self) -> bool:
        """Whether the intervention is what the article studies."""
        return self.intervention.is_subject(OFTEN)

    @property
    def is_about_condition(self) -> bool:
        """Whether the condition is what the article studies."""
        return self.condition.is_subject(OFTEN)


def reason_against(finding: Finding, rules: Iterable[Rule]) -> str | None:
    """Give the id of the first rule that excludes the article, `None` where it is eligible."""
    return next((rule.id for rule in rules if _TESTS[rule.when](finding, rule)), None)


def _has_status(finding: Finding, rule: Rule) -> bool:
    return finding.reading.article.retraction_status == rule.when


def _is_other_intervention(finding: Finding, rule: Rule) -> bool:
    """Whether a rule's intervention is named, and the review's is not what is studied."""
    reading, intervention, entry_id = finding.reading, finding.intervention, f"rule/{rule.id}"
    if reading.title.has(entry_id):
        return not intervention.is_subject(OFTEN)
    return reading.abstract.has(entry_id) and not finding.is_about_intervention


def _is_other_use(finding: Finding, rule: Rule) -> bool:
    """Whether there are sites alone, and a rule's procedure that they serve."""
    reading, intervention, entry_id = finding.reading, finding.intervention, f"rule/{rule.id}"
    are_sites_alone = intervention.loose > 0 and not intervention.is_named
    return are_sites_alone and (reading.title.has(entry_id) or reading.abstract.has(entry_id))


def _is_other_species(finding: Finding, rule: Rule) -> bool:
    """Whether the study was done in a rule's species, and no other is named."""
    reading = finding.reading
    ids = {f"species/{species}" for species in rule.species}
    named = {key for key in (*reading.title.counts, *reading.abstract.counts) if "species/" in key}
    return finding.species in rule.species and named <= ids


def _is_other_condition(finding: Finding, rule: Rule) -> bool:
    """Whether the title names a rule's condition, or the abstract rather that than the review's."""
    reading, condition, entry_id = finding.reading, finding.condition, f"rule/{rule.id}"
    if condition.is_in_title:
        return False
    if reading.title.has(entry_id) and condition.firm < OFTEN:
        return True
    is_fleeting = condition.firm < 2 * OFTEN and not condition.is_of_cause_in_title
    return is_fleeting and reading.abstract.count(entry_id) > condition.firm + condition.loose


def _is_other_origin(finding: Finding, rule: Rule) -> bool:
    """Whether a condition that is named loosely is of the origin that the rule tells."""
    condition, entry_id = finding.condition, f"rule/{rule.id}"
    if condition.is_firm_in_title:
        return False
    if finding.reading.title.has(entry_id):
        return condition.firm <= OFTEN
    n = finding.reading.abstract.count(entry_id)
    return n >= OFTEN and condition.firm == 0 and n >= condition.loose


_TESTS: dict[str, Callable[[Finding, Rule], bool]] = {
    "deleted": lambda finding, _: finding.reading.article.is_deleted,
    "retraction_notice": _has_status,
    "erratum_notice": _has_status,
    "retracted": _has_status,
    "no_abstract": lambda finding, _: not finding.reading.abstract.text,
    "other_intervention": _is_other_intervention,
    "other_use": _is_other_use,
    "no_intervention": lambda finding, _: (
        not finding.intervention.is_named and not finding.is_about_intervention
    ),
    "intervention_in_passing": lambda finding, _: not finding.is_about_intervention,
    "other_species": _is_other_species,
    "other_origin": _is_other_origin,
    "other_condition": _is_other_condition,
    "no_condition": lambda finding, _: not finding.condition.is_named,
    "condition_in_passing": lambda finding, _: not finding.is_about_condition,
}
