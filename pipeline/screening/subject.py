"""Whether an article is about an intervention and a condition of the review, and of which kinds.

A term in the title is what an article is about. Without one, the abstract has to name the thing
again and again, outside lists, histories and exclusions; a mention is not yet a subject.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.protocol.criteria import Category, Criteria, Rule
from pipeline.screening.reading import Reading, Zone

Axis = Literal["modality", "aetiology"]
FOCUS = 2  # mentions, not mere ones, that make an unlisted thing the subject


@dataclass(frozen=True, slots=True)
class Subject:
    """What an article says of one axis (interventions, conditions).

    `firm` counts mentions of terms, `loose` those of loose terms, in the abstract and outside
    passing sentences; `mere` counts the others.
    """

    firm_in_title: bool
    loose_in_title: bool
    firm: int
    loose: int
    mere: int
    is_indexed: bool
    kinds: tuple[str, ...]

    @property
    def is_named(self) -> bool:
        """Whether the thing is mentioned at all."""
        return self.in_title or self.firm + self.loose + self.mere > 0

    @property
    def in_title(self) -> bool:
        """Whether the title names the thing."""
        return self.firm_in_title or self.loose_in_title

    @property
    def is_subject(self) -> bool:
        """Whether the article is about it."""
        weight = self.firm + self.loose
        return self.in_title or weight >= FOCUS or (self.is_indexed and weight > 0)


def subject_of(reading: Reading, axis: Axis, categories: Sequence[Category]) -> Subject:
    """Weigh what title, abstract and index say of one axis."""
    firm_ids = {f"{axis}/terms/{category.id}" for category in categories}
    loose_ids = {f"{axis}/loose/{category.id}" for category in categories}
    firm, mere_firm = _count(reading.abstract, firm_ids)
    loose, mere_loose = _count(reading.abstract, loose_ids)
    return Subject(
        firm_in_title=any(map(reading.title.has, firm_ids)),
        loose_in_title=any(map(reading.title.has, loose_ids)),
        firm=firm,
        loose=loose,
        mere=mere_firm + mere_loose,
        is_indexed=any(not reading.mesh.isdisjoint(category.mesh) for category in categories),
        kinds=_kinds(reading, axis, categories),
    )


def _count(zone: Zone, ids: set[str]) -> tuple[int, int]:
    mere = sum(
        mention.start in zone.passing and not ids.isdisjoint(mention.ids)
        for mention in zone.mentions
    )
    return sum(zone.counts[entry_id] for entry_id in ids) - mere, mere


def _kinds(reading: Reading, axis: Axis, categories: Sequence[Category]) -> tuple[str, ...]:
    title, abstract = reading.title, reading.abstract
    by_terms = [
        category.id
        for category in categories
        if title.has(f"{axis}/terms/{category.id}")
        or abstract.counts[f"{axis}/terms/{category.id}"] >= FOCUS
    ] or [category.id for category in categories if abstract.has(f"{axis}/terms/{category.id}")]
    loosely = [
        category.id
        for category in categories
        if title.has(f"{axis}/loose/{category.id}") or abstract.has(f"{axis}/loose/{category.id}")
    ]
    if by_terms or not loosely:
        return tuple(by_terms)
    by_cues = [
        category.id
        for category in categories
        if title.has(f"{axis}/cues/{category.id}")
        or abstract.counts[f"{axis}/cues/{category.id}"] >= FOCUS
    ]
    return tuple(by_cues or loosely[:1])


class Finding(NamedTuple):
    """An article read for both axes, as the rules look at it."""

    reading: Reading
    intervention: Subject
    condition: Subject


def finding_of(reading: Reading, criteria: Criteria) -> Finding:
    """Read an article for both axes."""
    return Finding(
        reading,
        subject_of(reading, "modality", criteria.modalities),
        subject_of(reading, "aetiology", criteria.aetiologies),
    )


def reason_against(finding: Finding, criteria: Criteria) -> str | None:
    """Give the id of the first rule that excludes the article, `None` where it is eligible."""
    return next((rule.id for rule in criteria.rules if _TESTS[rule.when](finding, rule)), None)


def _has_status(finding: Finding, rule: Rule) -> bool:
    return finding.reading.article.retraction_status == rule.when


def _is_other_intervention(finding: Finding, rule: Rule) -> bool:
    reading, entry_id = finding.reading, f"rule/{rule.id}"
    is_named = reading.title.has(entry_id) or reading.abstract.has(entry_id)
    return is_named and not finding.intervention.is_subject


def _is_other_condition(finding: Finding, rule: Rule) -> bool:
    """Whether a rule's condition, not the review's, is what the article is about."""
    reading, condition, entry_id = finding.reading, finding.condition, f"rule/{rule.id}"
    if condition.firm_in_title:
        return False
    if reading.title.has(entry_id):
        return condition.firm <= FOCUS
    count = reading.abstract.counts[entry_id]
    return count >= FOCUS and condition.firm == 0 and count >= condition.loose


_TESTS: dict[str, Callable[[Finding, Rule], bool]] = {
    "deleted": lambda finding, _: finding.reading.article.is_deleted,
    "retraction_notice": _has_status,
    "erratum_notice": _has_status,
    "retracted": _has_status,
    "no_abstract": lambda finding, _: finding.reading.article.abstract is None,
    "other_intervention": _is_other_intervention,
    "no_intervention": lambda finding, _: not finding.intervention.is_named,
    "intervention_in_passing": lambda finding, _: not finding.intervention.is_subject,
    "other_condition": _is_other_condition,
    "no_condition": lambda finding, _: not finding.condition.is_named,
    "condition_in_passing": lambda finding, _: not finding.condition.is_subject,
}
