"""Statistics against published worked examples; certainty and verdicts against figures by hand."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ProtocolError
from pipeline.protocol import load_protocol
from pipeline.protocol.figures import NO_STUDIES, Body
from pipeline.protocol.synthesis import Synthesis
from pipeline.protocol.toml import read_part
from pipeline.synthesis import (
    Proportion,
    answer,
    corrected,
    grade,
    sign_test,
    wilson,
)
from tests.factories import PROTOCOL


@pytest.fixture(scope="module")
def plan() -> Synthesis:
    return read_part(PROTOCOL / "synthesis.toml", Synthesis)


@pytest.fixture
def trials() -> Body:
    """Forty sham-controlled needle trials that agree, none of them telling a country."""
    return replace(
        NO_STUDIES, n_conclusive=40, n_supports=32, n_no_benefit=8, n_randomized=40, n_sham=40,
        n_sham_supports=32, n_needling=40, n_participants=4000,
    )  # fmt: skip


def answered(body: Body, plan: Synthesis, claim_id: str = "pain"):
    return answer(
        body,
        wilson(body.n_supports, body.n_conclusive),
        certainty=plan.certainty,
        verdicts=plan.verdicts,
        phrase=plan.phrases[claim_id],
    )


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (8, 10, 0.490, 0.943),
        (81, 263, 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_is_that_of_published_examples(k, n, low, high):
    found = wilson(k, n)
    assert found.share == k / n
    assert (found.low, found.high) == pytest.approx((low, high), abs=6e-4)


def test_share_of_nothing_is_unknown():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("favours", "against", "p"), [(15, 5, 0.0414), (9, 0, 0.0039), (5, 1, 0.2188), (3, 3, 1.0)]
)
def test_sign_test_is_exact_and_two_sided(favours, against, p):
    assert sign_test(favours, against, min_studies=6) == pytest.approx(p, abs=5e-5)


def test_sign_test_is_silent_under_six_studies():
    assert sign_test(5, 0, min_studies=6) is None


def test_corrected_share_is_that_of_sensitivity_and_specificity():
    # Of 100 that support 90 are found, of 50 that do not 40: (0.75 + 0.8 - 1) / (0.9 + 0.8 - 1).
    found = corrected(Proportion(30, 40), Proportion(90, 100), Proportion(10, 50))
    assert found.share == pytest.approx(0.55 / 0.7)
    assert found == corrected(Proportion(30, 40), Proportion(90, 100), Proportion(10, 50))


def test_corrected_share_is_less_sure_than_the_count():
    found = corrected(Proportion(30, 40), Proportion(90, 100), Proportion(10, 50))
    counted = wilson(30, 40)
    assert found.high - found.low > counted.high - counted.low


def test_tagger_without_error_corrects_nothing():
    found = corrected(Proportion(30, 40), Proportion(5000, 5000), Proportion(0, 5000))
    assert (found.share, found.low, found.high) == pytest.approx((0.75, 0.60, 0.87), abs=0.01)


def test_tagger_that_guesses_corrects_nothing():
    assert corrected(Proportion(30, 40), Proportion(5, 10), Proportion(5, 10)) is None


def test_corrected_share_is_wider_when_the_tagger_was_checked_on_less():
    much = corrected(Proportion(30, 40), Proportion(900, 1000), Proportion(100, 500))
    little = corrected(Proportion(30, 40), Proportion(9, 10), Proportion(1, 5))
    assert little.high - little.low > much.high - much.low


def test_corrected_share_is_unknown_where_nothing_was_measured():
    assert corrected(Proportion(3, 4), Proportion(0, 0), Proportion(0, 5)) is None


def test_certainty_stays_high_where_nothing_lowers_it(plan, trials):
    steps = grade(trials, plan.certainty)
    assert [step.domain for step in steps] == [
        "start", "risk_of_bias", "inconsistency", "indirectness", "imprecision",
        "publication_bias",
    ]  # fmt: skip
    assert steps[-1].level == "high"
    assert not any(step.n_levels_lowered for step in steps)


@pytest.mark.parametrize(
    ("change", "domain", "levels", "figure"),
    [
        ({"n_sham": 18, "n_sham_supports": 15}, "risk_of_bias", 1, "22 of 40"),
        ({"n_sham": 3, "n_sham_supports": 3}, "risk_of_bias", 2, "37 of 40"),
        ({"n_supports": 25, "n_sham_supports": 25}, "inconsistency", 1, "25 of 40"),
        ({"n_sham": 20, "n_sham_supports": 12}, "inconsistency", 1, "12 of 20"),
        ({"n_needling": 10}, "indirectness", 1, "30 of 40"),
        ({"n_participants": 399}, "imprecision", 1, "399 participants"),
        ({"n_participants": 90}, "imprecision", 2, "90 participants"),
        ({"n_supports": 38, "n_sham_supports": 38}, "publication_bias", 1, "38 of 40"),
        (
            {"n_country": 24, "n_country_stated": 30, "country": "Utopia"},
            "publication_bias", 1, "24 of the 30",
        ),
    ],
)  # fmt: skip
def test_each_domain_lowers_certainty_and_gives_its_figures(
    plan, trials, *, change, domain, levels, figure
):
    steps = {step.domain: step for step in grade(replace(trials, **change), plan.certainty)}
    lowered = {name for name, step in steps.items() if step.n_levels_lowered}
    assert lowered == {domain}
    assert steps[domain].n_levels_lowered == levels
    assert figure in steps[domain].sentence


def test_domain_without_concern_gives_its_figures_and_no_reproach(plan, trials):
    said = {step.domain: step.sentence for step in grade(trials, plan.certainty)}
    assert said["imprecision"].startswith("40 studies, with 4000 participants")
    assert said["publication_bias"] == "32 of 40 are favourable"
    few = {step.domain: step.sentence for step in grade(
        replace(trials, n_participants=90, n_supports=39, n_sham_supports=39), plan.certainty
    )}  # fmt: skip
    assert "few (40) or small (90" in few["imprecision"]
    assert "unfavourable ones may be missing" in few["publication_bias"]


def test_certainty_of_studies_without_randomisation_starts_low(plan, trials):
    steps = grade(replace(trials, n_randomized=10), plan.certainty)
    assert steps[0].level == "low"
    assert "10 of 40" in steps[0].sentence


def test_certainty_never_falls_below_very_low(plan, trials):
    body = replace(trials, n_randomized=0, n_sham=0, n_sham_supports=0, n_needling=0,
                   n_participants=10)  # fmt: skip
    assert grade(body, plan.certainty)[-1].level == "very low"


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, "most_report_it"),
        ({"n_sham": 0, "n_sham_supports": 0}, "most_report_it_unsure"),
        ({"n_supports": 25}, "leaning_towards"),
        ({"n_supports": 22}, "divided"),
        ({"n_supports": 18}, "divided"),
        ({"n_supports": 8}, "most_do_not"),
        ({"n_conclusive": 2, "n_supports": 2}, "too_few"),
    ],
)
def test_verdict_follows_from_share_interval_and_certainty(plan, trials, change, verdict):
    body = replace(trials, **change)
    if body.n_conclusive == 2:
        body = replace(body, n_sham=2, n_sham_supports=2, n_randomized=2, n_needling=2)
    assert answered(body, plan).verdict_id == verdict


def test_verdict_is_told_in_words_with_its_reasons(plan, trials):
    found = answered(replace(trials, n_sham=10, n_sham_supports=8), plan)
    assert found.verdict.startswith("Most human studies report less pain (32 of 40)")
    assert "Certainty is moderate because 30 of 40 had no sham control." in found.verdict


def test_claim_studied_in_animals_alone_has_no_human_answer(plan):
    found = answered(replace(NO_STUDIES, n_animal=12), plan, "regeneration")
    assert found.verdict_id == "no_human_studies"
    assert found.certainty == "very low"
    assert "animal studies that report on it: 12" in found.verdict


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('"rct", "nonrandomized_trial"', '"rct"', "the design nonrandomized_trial must stand in"),
        ('never = ["narrative', 'never = ["tale", "narrative', "no design tale"),
        ('sham_comparators = ["sham"]', 'sham_comparators = ["air"]', "no comparator air"),
        ("wellbeing = {", "# {", "there is none for the claim wellbeing"),
        ("[phrases]", "[phrases]\nyouth = { benefit = '', outcome = '' }", "no claim youth"),
    ],
)
def test_synthesis_that_does_not_fit_the_other_files_is_told(tmp_path: Path, old, new, wrong):
    folder = Path(shutil.copytree(PROTOCOL, tmp_path / "protocol"))
    text = (folder / "synthesis.toml").read_text()
    assert old in text
    (folder / "synthesis.toml").write_text(text.replace(old, new, 1))
    with pytest.raises(ProtocolError, match=wrong):
        load_protocol(folder)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("{n_not_needling} of", "{n_needles} of", "no figure is called 'n_needles'"),
        ("guess_max_years = 2", "guess_max_years = 2\nguess = 1", "studies.guess"),
        ('id = "divided"', 'id = "divided"\nmin_share = 0.9', "the last of the verdicts"),
        ('id = "too_few"', 'id = "divided"', "the id divided stands twice"),
        ("min_share_randomized = 0.5", "min_share_randomized = 50", "less than or equal to 1"),
    ],
)
def test_synthesis_file_at_fault_is_told_with_its_key(tmp_path: Path, old, new, wrong):
    text = (PROTOCOL / "synthesis.toml").read_text()
    assert old in text
    path = tmp_path / "synthesis.toml"
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(ProtocolError, match=wrong):
        read_part(path, Synthesis)
