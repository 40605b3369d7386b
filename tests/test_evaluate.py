"""Scores on coded records of our own, worked out by hand."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import PipelineError, RecordError
from pipeline.evaluate import judge, measured, run
from pipeline.evaluation.coded import Coded, read_coded
from pipeline.evaluation.scores import (
    Judged,
    addressed_f1,
    macro_f1,
    null_recall,
    share,
    stance_pairs,
    supports,
)
from pipeline.evaluation.study_fields import field_measures
from pipeline.records import Decision, Tag

PROTOCOL = Path(__file__).parents[1] / "protocol"


def coded(number: int, stance: dict[str, str], accept: dict | None = None) -> Coded:
    return Coded(
        title=f"Record {number}",
        digest=(("RESULTS", "Pain fell after acupuncture (P<0.01)."),),
        eligible=True,
        design="rct",
        stance=stance,
        accept=accept or {},
        quote={"pain": "Pain fell after acupuncture (P<0.01)."},
    )


def judged(number: int, coder: dict[str, str], tagger: dict[str, str], **more) -> Judged:
    tags = {
        claim_id: Tag(
            pmid=number, claim_id=claim_id, stance=stance, confidence=0.8, quote="q",
            quote_start=0, quote_end=1, rule="improved",
        )
        for claim_id, stance in tagger.items()
    }  # fmt: skip
    decision = Decision(pmid=number, is_eligible=True, design="rct")
    return Judged(coded(number, coder, **more), decision, tags)


NEAR_MISS = judged(6, {"pain": "mixed"}, {"pain": "supports"})
RECORDS = [
    judged(1, {"pain": "supports"}, {"pain": "supports"}),
    judged(2, {"pain": "no_benefit"}, {"pain": "supports"}),
    judged(3, {"pain": "no_benefit"}, {"pain": "no_benefit"}),
    judged(4, {"pain": "mixed"}, {}),
    judged(5, {}, {"pain": "supports"}),
    replace(NEAR_MISS, coded=NEAR_MISS.coded.model_copy(update={"eligible": False})),
]


def test_the_scores_of_five_records_and_a_near_miss() -> None:
    assert addressed_f1(RECORDS, ["pain"]) == pytest.approx(2 * 3 / (2 * 3 + 1 + 1))
    assert stance_pairs(RECORDS, ["pain"]) == [
        ("supports", "supports"),
        ("no_benefit", "supports"),
        ("no_benefit", "no_benefit"),
    ]
    assert null_recall(RECORDS, ["pain"]) == (2, 1)
    assert supports(RECORDS, ["pain"]) == (3, 2)


def test_fields_of_a_study_are_found_and_right() -> None:
    def study(coder: dict, screen: dict) -> Judged:
        theirs = coded(1, {}).model_copy(update=coder)
        return Judged(theirs, Decision(pmid=1, is_eligible=True, design="rct", **screen), {})

    rows = {
        row.name: (row.k, row.n)
        for row in field_measures(
            [
                study(
                    {"comparator": ("sham", "active"), "sample_size": 40},
                    {"comparator": ("sham",), "sample_size": 40},
                ),
                study(
                    {"comparator": ("none",), "sample_size": 30},
                    {"comparator": ("sham",), "sample_size": None},
                ),
                study({"comparator": ()}, {"comparator": ("none",), "sample_size": 9}),
            ]
        )
    }
    assert rows["comparator: the coder's"] == (1, 3)
    assert rows["comparator sham: found"] == (1, 1)
    assert rows["comparator sham: right"] == (1, 2)
    assert rows["comparator active: found"] == (0, 1)
    assert rows["comparator active: right"] == (0, 0)
    assert rows["sample_size: found"] == (1, 2)
    assert rows["sample_size: right"] == (1, 2)


def test_macro_f1_averages_over_the_coders_stances() -> None:
    pairs = stance_pairs(RECORDS, ["pain"])
    assert macro_f1(pairs) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert macro_f1([]) is None


def test_any_stance_that_the_coder_left_open_is_right() -> None:
    record = judged(6, {"pain": "mixed"}, {"pain": "supports"}, accept={"pain": ("supports",)})
    assert record.expected("pain") == "supports"


def test_a_share_has_wilsons_interval() -> None:
    row = share("eight of ten", 8, 10, least=0.9)
    assert (row.low, row.high) == (pytest.approx(0.490, abs=1e-3), pytest.approx(0.943, abs=1e-3))
    assert row.is_met is False
    assert share("none", 0, 0).value is None


def test_a_file_is_measured_written_and_checked(tmp_path: Path, capsys) -> None:
    lines = [
        json.dumps(
            {
                "title": f"Acupuncture {number}",
                "digest": [["RESULTS", text]],
                "eligible": True,
                "design": "rct",
                "stance": {"pain": stance},
                "quote": {"pain": text},
            }
        )
        for number, (text, stance) in enumerate(
            [
                ("Pain fell after acupuncture (P<0.01).", "supports"),
                ("Pain did not differ between acupuncture and sham.", "no_benefit"),
            ]
        )
    ]
    records = tmp_path / "coded.jsonl"
    records.write_text("\n".join(lines))
    page, figures = tmp_path / "page.md", tmp_path / "figures.json"
    settings = {"coded": records, "protocol": PROTOCOL, "page": page, "figures": figures}
    run(**settings)
    assert "false support" in capsys.readouterr().out
    assert json.loads(figures.read_text())["supports_precision"]["pain"] == {"n": 1, "k": 1}
    run(**settings, check=True)
    run(**settings, written=records)
    assert "2 records, written for this" in capsys.readouterr().out
    assert "## Confusion: records, written for this" in page.read_text()
    assert json.loads(figures.read_text())["n_records"] < 4
    with pytest.raises(PipelineError, match="stale"):
        run(**settings, check=True)
    run(**settings)
    page.write_text("something else")
    with pytest.raises(PipelineError, match="stale"):
        run(**settings, check=True)


def test_measured_counts_what_is_missed_as_support() -> None:
    figures = measured(RECORDS, ["pain"])
    assert figures["supports_precision"]["all"] == {"n": 3, "k": 1}
    assert figures["missed_support"]["all"] == {"n": 1, "k": 0}


def test_a_line_that_is_no_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "coded.jsonl"
    path.write_text('{"title": "x"}\n')
    with pytest.raises(RecordError, match=r"coded\.jsonl:1"):
        read_coded(path)
    with pytest.raises(RecordError, match="no such file"):
        read_coded(tmp_path / "none.jsonl")


def test_each_record_is_screened_and_tagged() -> None:
    (record,) = judge([coded(1, {"pain": "supports"})], protocol=PROTOCOL)
    assert record.given("pain") == "supports"
    assert record.decision.pmid == 1
