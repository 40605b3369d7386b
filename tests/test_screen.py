"""The screening stage: one decision an article, a reason for each exclusion, a reviewer's word."""

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.__main__ import main
from pipeline.errors import ProtocolError
from pipeline.protocol import load_criteria
from pipeline.protocol.overrides import COLUMNS
from pipeline.records import AbstractSection, Article, Decision, read_records, write_records
from pipeline.screen import Screen, decisions

PROTOCOL = Path(__file__).parents[1] / "protocol"
ABSTRACT = (
    "Sixty patients with painful diabetic neuropathy were randomised to acupuncture or to sham "
    "needling. Pain fell more with acupuncture."
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(load_criteria(PROTOCOL))


def article(pmid: int = 1, title: str = "Acupuncture for diabetic neuropathy", **fields) -> Article:
    fields.setdefault("sections", (AbstractSection(text=ABSTRACT),))
    return Article(pmid=pmid, title=title, **fields)


def test_an_eligible_trial_is_described(screen):
    assert screen.decide(article()) == Decision(
        pmid=1,
        is_eligible=True,
        design="rct",
        species="human",
        modality=("manual_acupuncture",),
        aetiology=("diabetic",),
        comparator=("sham",),
        needling=True,
        sample_size=60,
    )


@pytest.mark.parametrize(
    ("reason", "fields"),
    [
        ("deleted", {"is_deleted": True}),
        ("retraction_notice", {"retraction_status": "retraction_notice"}),
        ("erratum_notice", {"retraction_status": "erratum_notice"}),
        ("retracted", {"retraction_status": "retracted"}),
        ("no_abstract", {"sections": ()}),
    ],
)
def test_what_pubmed_says_of_a_record_comes_first(screen, reason, fields):
    decision = screen.decide(article(**fields))
    assert (decision.is_eligible, decision.reason) == (False, reason)


def test_a_concern_alone_excludes_nothing(screen):
    assert screen.decide(article(retraction_status="concern")).is_eligible


def test_each_article_gets_one_decision_in_order():
    given = [article(pmid) for pmid in (9, 4, 7)]
    made = list(decisions(given, load_criteria(PROTOCOL)))
    assert [decision.pmid for decision in made] == [9, 4, 7]


# ------------------------------------------------------------------ corrections


@pytest.fixture
def run_screen(tmp_path):
    """Run the stage on two articles with these corrections; give exit status and decisions."""
    folder = tmp_path / "protocol"
    shutil.copytree(PROTOCOL, folder)
    articles, screening = tmp_path / "articles.jsonl", tmp_path / "screening.jsonl"
    write_records(articles, [article(1), article(2, title="Statins for gout")])

    def run(*rows: tuple[object, str, str]) -> tuple[int, list[Decision]]:
        with (folder / "overrides.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows((*row, "read in full", "A. Reviewer", "2024-05-06") for row in rows)
        settings = {"articles": articles, "protocol": folder, "screening": screening}
        status = main(
            ["screen", *(str(part) for name in settings for part in (f"--{name}", settings[name]))]
        )
        return status, list(read_records(screening, Decision)) if screening.exists() else []

    return run


def test_a_reviewers_word_wins(run_screen):
    status, (first, _) = run_screen(
        (1, "modality", "moxibustion; acupressure"),
        (1, "sample_size", "58"),
        (1, "design", "nonrandomized_trial"),
        (1, "comparator", ""),
    )
    assert status == 0
    assert first.modality == ("moxibustion", "acupressure")
    assert not first.needling
    assert (first.sample_size, first.design, first.comparator) == (58, "nonrandomized_trial", ())
    assert first.is_eligible
    assert first.source == "override"


def test_a_reason_excludes_and_an_inclusion_needs_none(run_screen):
    status, (first, second) = run_screen((1, "reason", "central_only"), (2, "is_eligible", "true"))
    assert status == 0
    assert (first.is_eligible, first.reason) == (False, "central_only")
    assert (second.is_eligible, second.reason) == (True, None)


def test_a_correction_of_a_tag_is_left_to_the_tagger(run_screen):
    status, (first, _) = run_screen((1, "stance.pain", "mixed"))
    assert status == 0
    assert first.source == "tagger"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((77, "design", "rct"), "overrides.csv:2: PMID 77 is not among the articles"),
        ((77, "stance.pain", "mixed"), "overrides.csv:2: PMID 77 is not among the articles"),
        ((1, "colour", "red"), "there is no field 'colour'"),
        ((1, "design", "trial"), "'trial' is no value of design"),
        ((1, "modality", "acupressure;cupping"), "is no value of modality"),
        ((1, "sample_size", "about 50"), "is no value of sample_size"),
        ((1, "is_eligible", "perhaps"), "is no value of is_eligible"),
        ((1, "reason", "boring"), "is no value of reason"),
        ((1, "is_eligible", "false"), "PMID 1 is excluded without a reason"),
    ],
)
def test_a_correction_that_cannot_be_applied_stops_the_stage(run_screen, capsys, row, told):
    status, made = run_screen(row)
    error = capsys.readouterr().err
    assert status == 2
    assert made == []
    assert told in error
    assert error.count("\n") == 1


# ------------------------------------------------------------------ criteria that do not hold


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "moxibustion"', 'id = "acupressure"', "modalities has the id 'acupressure' twice"),
        ('design = "rct"', 'design = "rtc"', "names the design 'rtc', which is not one"),
        ('shares = "active"', 'shares = "other"', "names the comparator 'other', which is not one"),
        ('when = "no_abstract"', 'when = "no_text"', "rules.4.when"),
        ('when = "no_abstract"', 'when = "other_use"', "'no_abstract' looks for other_use"),
        ("needling = true", "needles = true", "modalities.0.needles"),
    ],
)
def test_faulty_criteria_are_refused_in_one_line(tmp_path, old, new, told):
    text = (PROTOCOL / "criteria.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "criteria.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProtocolError, match=r"criteria\.toml") as raised:
        load_criteria(tmp_path)
    assert told in str(raised.value)
