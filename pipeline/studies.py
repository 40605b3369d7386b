"""Which articles report one study: by registration, by PubMed's links, and, flagged, by a guess.

The Cochrane Handbook (section 4.6.2) asks to collate the reports of a study, so that the study is
the unit and has one vote. Only articles of one `family` (those whose designs vote together) can
report one study; an article that never votes, such as a protocol or an erratum, may join any.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Link = Literal["registry", "correction", "comment", "guess"]

# PubMed's kinds of CommentsCorrections that tie full reports of one study; `Cites` does not.
TIES = frozenset(
    {
        "UpdateIn", "UpdateOf", "RepublishedIn", "RepublishedFrom", "ReprintIn", "ReprintOf",
        "CorrectedandRepublishedIn", "CorrectedandRepublishedFrom", "RetractedandRepublishedIn",
        "RetractedandRepublishedFrom", "OriginalReportIn", "SummaryForPatientsIn",
    }
)  # fmt: skip
# Those that lead from a notice or letter to what it is about, and the same seen from there.
ABOUT = {"CommentOn", "ErratumFor", "RetractionOf", "ExpressionOfConcernFor"}
ABOUT_ME = {"CommentIn", "ErratumIn", "RetractionIn", "ExpressionOfConcernIn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What of an article tells its study apart.

    `family` is who its design votes with, `None` for designs that never vote. `may_be_guessed`
    says that a guess is allowed. `links` are (kind, PMID) pairs.
    """

    pmid: int
    family: str | None = None
    design: str | None = None
    registry_ids: tuple[str, ...] = ()
    links: tuple[tuple[str, int], ...] = ()
    first_author: str | None = None
    year: int | None = None
    sample_size: int | None = None
    aetiology: tuple[str, ...] = ()
    may_be_guessed: bool = False


class _Groups:
    """Disjoint sets of PMIDs, each known by its lowest, with the links that made it."""

    def __init__(self, reports: Mapping[int, Report]) -> None:
        self.parent = {pmid: pmid for pmid in reports}
        self.family = {pmid: report.family for pmid, report in reports.items()}
        self.links: dict[int, set[Link]] = defaultdict(set)

    def find(self, pmid: int) -> int:
        while (above := self.parent[pmid]) != pmid:
            self.parent[pmid] = pmid = self.parent[above]
        return pmid

    def join(self, one: int, other: int, link: Link) -> None:
        """Tie two groups, unless their families differ."""
        low, high = sorted((self.find(one), self.find(other)))
        families = {self.family[low], self.family[high]} - {None}
        if len(families) > 1:
            return
        if low != high:
            self.parent[high] = low
            self.family[low] = next(iter(families), None)
            self.links[low] |= self.links.pop(high, set())
            self.links[low].add(link)


def studies_of(
    reports: Iterable[Report], *, max_years: int, min_sample_size: int
) -> dict[int, tuple[int, tuple[Link, ...]]]:
    """Give each PMID its study (the lowest PMID among its reports) and the links that made it.

    An article that bridges two studies (a pooled analysis that names both registrations, an
    editorial on two trials) ties them not: it stands alone.
    """
    by_pmid = {report.pmid: report for report in sorted(reports, key=lambda each: each.pmid)}
    groups = _Groups(by_pmid)
    _join_ties(by_pmid, groups)
    _join_registrations(by_pmid, groups)
    _join_guesses(by_pmid, groups, max_years=max_years, min_sample_size=min_sample_size)
    _join_notices(by_pmid, groups)
    return {
        pmid: (study := groups.find(pmid), tuple(sorted(groups.links.get(study, ()))))
        for pmid in by_pmid
    }


def _join_ties(reports: Mapping[int, Report], groups: _Groups) -> None:
    for report in reports.values():
        for kind, other in report.links:
            if kind in TIES and other in reports:
                groups.join(report.pmid, other, "correction")


def _join_registrations(reports: Mapping[int, Report], groups: _Groups) -> None:
    named = defaultdict(list)
    for report in reports.values():
        if report.registry_ids:
            named[frozenset(report.registry_ids), report.family].append(report.pmid)
    for first, *others in named.values():
        for other in others:
            groups.join(first, other, "registry")
    # A number and a family now lead to the groups whose articles name just that number.
    single = defaultdict(set)
    for (ids, family), (first, *_) in named.items():
        if len(ids) == 1:
            single[next(iter(ids))].add((family, first))
    for (ids, family), (first, *_) in named.items():
        leads = {pmid for number in ids for kin, pmid in single[number] if family in (kin, None)}
        targets = {groups.find(pmid) for pmid in leads} - {groups.find(first)}
        if len(targets) == 1:
            groups.join(first, targets.pop(), "registry")


def _join_guesses(
    reports: Mapping[int, Report], groups: _Groups, *, max_years: int, min_sample_size: int
) -> None:
    alike = defaultdict(list)
    for report in reports.values():
        known = report.first_author and report.year and report.sample_size and report.aetiology
        if report.may_be_guessed and known and report.sample_size >= min_sample_size:
            condition = frozenset(report.aetiology)
            key = (report.first_author, report.sample_size, condition, report.design)
            alike[key].append(report)
    for kin in alike.values():
        kin.sort(key=lambda report: (report.year, report.pmid))
        first = kin[0]
        for report in kin[1:]:
            if report.year - first.year > max_years:
                first = report
            elif not _registered_apart(first, report):
                groups.join(first.pmid, report.pmid, "guess")


def _registered_apart(one: Report, other: Report) -> bool:
    ids, others = set(one.registry_ids), set(other.registry_ids)
    return bool(ids and others and ids.isdisjoint(others))


def _join_notices(reports: Mapping[int, Report], groups: _Groups) -> None:
    about: dict[int, dict[int, Link]] = defaultdict(dict)
    for report in reports.values():
        for kind, other in report.links:
            if other in reports:
                link: Link = "comment" if kind.startswith("Comment") else "correction"
                if kind in ABOUT:
                    about[report.pmid][other] = link
                elif kind in ABOUT_ME:
                    about[other][report.pmid] = link
    for notice, subjects in sorted(about.items()):
        targets = {groups.find(subject) for subject in subjects}
        stands_alone = groups.find(notice) == notice and notice not in groups.links
        link = min(subjects.values())
        is_report = link == "comment" and reports[notice].family is not None
        if stands_alone and len(targets) == 1 and not is_report:
            groups.join(notice, targets.pop(), link)
