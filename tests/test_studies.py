"""Which articles report one study, and which do not."""

import pytest

from pipeline.studies import Report, studies_of


def report(pmid: int, **fields) -> Report:
    return Report(pmid=pmid, **({"family": "human", "design": "rct"} | fields))


def alike(pmid: int, **fields) -> Report:
    """One of several reports with the same first author, size and condition."""
    usual = {"first_author": "Chen L", "year": 2015, "sample_size": 64, "aetiology": ("diabetic",)}
    return report(pmid, **(usual | {"may_be_guessed": True} | fields))


def grouped(*reports: Report) -> dict[int, tuple[int, tuple[str, ...]]]:
    return studies_of(reports, max_years=2, min_sample_size=10)


def test_articles_without_links_are_studies_of_their_own():
    assert grouped(report(2), report(1)) == {1: (1, ()), 2: (2, ())}


def test_one_registration_is_one_study_known_by_its_lowest_pmid():
    found = grouped(report(9, registry_ids=("NCT1",)), report(4, registry_ids=("NCT1",)))
    assert found == {4: (4, ("registry",)), 9: (4, ("registry",))}


def test_protocol_joins_the_trial_it_announced():
    found = grouped(
        report(1, family=None, design="protocol", registry_ids=("NCT1",)),
        report(2, registry_ids=("NCT1",)),
    )
    assert found[2] == (1, ("registry",))


def test_review_that_names_a_trial_is_not_that_trial():
    found = grouped(
        report(1, registry_ids=("NCT1",)),
        report(2, family="review", design="systematic_review", registry_ids=("NCT1",)),
    )
    assert found == {1: (1, ()), 2: (2, ())}


def test_article_registered_twice_joins_the_report_that_names_one_of_the_numbers():
    found = grouped(
        report(1, registry_ids=("NCT1", "ChiCTR2")), report(2, registry_ids=("ChiCTR2",))
    )
    assert found[2] == (1, ("registry",))


def test_pooled_analysis_does_not_make_one_study_of_two_trials():
    found = grouped(
        report(1, registry_ids=("NCT1",)),
        report(2, registry_ids=("NCT2",)),
        report(3, registry_ids=("NCT1", "NCT2")),
    )
    assert {study for study, _ in found.values()} == {1, 2, 3}


@pytest.mark.parametrize(
    "kind", ["UpdateOf", "UpdateIn", "CorrectedandRepublishedFrom", "RepublishedIn", "ReprintOf"]
)
def test_version_of_an_article_reports_its_study(kind):
    found = grouped(report(1, links=((kind, 2),)), report(2))
    assert found[2] == (1, ("correction",))


@pytest.mark.parametrize("kind", ["Cites", "AssociatedPublication"])
def test_other_links_tie_nothing(kind):
    assert grouped(report(1, links=((kind, 2),)), report(2))[2] == (2, ())


@pytest.mark.parametrize(
    ("notice", "article"),
    [
        (report(2, family=None, links=(("ErratumFor", 1),)), report(1)),
        (report(2, family=None), report(1, links=(("ErratumIn", 2),))),
    ],
)
def test_erratum_joins_its_article_from_either_side_of_the_link(notice, article):
    assert grouped(notice, article)[2] == (1, ("correction",))


def test_letter_joins_the_trial_it_is_about():
    found = grouped(report(1), report(2, family=None, links=(("CommentOn", 1),)))
    assert found[2] == (1, ("comment",))


def test_editorial_on_two_trials_ties_them_not():
    editorial = report(3, family=None, links=(("CommentOn", 1), ("CommentOn", 2)))
    assert grouped(report(1), report(2), editorial) == {1: (1, ()), 2: (2, ()), 3: (3, ())}


def test_trial_that_comments_on_a_trial_stays_itself():
    assert grouped(report(1), report(2, links=(("CommentOn", 1),)))[2] == (2, ())


def test_links_to_articles_that_are_not_here_do_nothing():
    assert grouped(report(1, links=(("UpdateOf", 7), ("CommentIn", 8)))) == {1: (1, ())}


def test_same_author_size_and_condition_within_years_is_a_guess():
    found = grouped(alike(1), alike(2, year=2017))
    assert found == {1: (1, ("guess",)), 2: (1, ("guess",))}


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2018},
        {"first_author": "Chen LX"},
        {"sample_size": 65},
        {"aetiology": ("diabetic", "entrapment")},
        {"design": "observational"},
        {"sample_size": None},
        {"year": None},
        {"may_be_guessed": False},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_reports_that_differ_in_one_thing_are_not_guessed_to_be_one(other):
    assert grouped(alike(1), alike(2, **other))[2] == (2, ())


def test_small_size_tells_too_little_for_a_guess():
    assert grouped(alike(1, sample_size=9), alike(2, sample_size=9))[2] == (2, ())


def test_two_registrations_are_two_studies_however_alike():
    found = grouped(alike(1, registry_ids=("NCT1",)), alike(2, registry_ids=("NCT2",)))
    assert found[2] == (2, ())


def test_years_of_a_guess_are_counted_from_the_first_report():
    found = grouped(alike(1, year=2010), alike(2, year=2012), alike(3, year=2014))
    assert [found[pmid][0] for pmid in (1, 2, 3)] == [1, 1, 3]


def test_links_of_a_study_are_all_told():
    found = grouped(
        report(1, registry_ids=("NCT1",)),
        report(2, registry_ids=("NCT1",), links=(("UpdateIn", 3),)),
        report(3),
    )
    assert found[3] == (1, ("correction", "registry"))
