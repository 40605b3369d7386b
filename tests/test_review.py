"""The tags to check next, and the way of a filled-in sheet into the overrides."""

import codecs
import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import review, screen
from pipeline import tag as tagging
from pipeline.errors import PipelineError, ProtocolError
from pipeline.evaluation.corrections import compare, told
from pipeline.protocol import load_claims, load_overrides
from pipeline.protocol.overrides import COLUMNS
from tests.factories import PROTOCOL, ROOT, Bench, article, decision, rows, tag


@pytest.fixture
def protocol(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(PROTOCOL, tmp_path / "protocol"))
    (folder / "overrides.csv").unlink(missing_ok=True)
    return folder


@pytest.fixture
def bench(tmp_path: Path, protocol: Path) -> Bench:
    return Bench(tmp_path / "built", protocol)


@pytest.fixture
def sheet(tmp_path: Path, bench: Bench) -> Path:
    """A sheet of two out of three tags, one of them in a sham-controlled trial."""
    tags = [
        tag(1, "pain", "supports", confidence=0.9),
        tag(2, "pain", "no_benefit", confidence=0.6),
        tag(3, "pain", "mixed", confidence=0.6),
    ]
    decisions = [decision(1), decision(2), decision(3, comparator=("sham",))]
    bench.made([article(n) for n in (1, 2, 3)], decisions, tags).close()
    path = tmp_path / "review.csv"
    review.run(database=bench.database, sheet=path, n=2)
    return path


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fill(path: Path, *values: dict) -> None:
    found = read(path)
    for row, value in zip(found, values, strict=False):
        row.update({"reason": "read it", "who": "Ada", "date": "2024-05-01"} | value)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0])
        writer.writeheader()
        writer.writerows(found)


def test_sheet_lists_what_matters_most_with_what_one_needs_to_judge(sheet):
    found = read(sheet)
    assert [row["pmid"] for row in found] == ["3", "2"]
    assert tuple(found[0])[: len(COLUMNS)] == COLUMNS
    assert found[0]["field"] == "stance.pain"
    assert [found[0][column] for column in COLUMNS[2:]] == ["", "", "", ""]
    assert found[0]["quote"].startswith("The needled group")
    assert found[0]["pubmed_url"] == "https://pubmed.ncbi.nlm.nih.gov/3/"


def test_sheet_is_not_written_over(sheet, bench):
    with pytest.raises(PipelineError, match="is there already"):
        review.run(database=bench.database, sheet=sheet)


def test_filled_rows_go_into_the_overrides_and_the_others_wait(sheet, protocol, capsys):
    fill(sheet, {"value": "no_benefit"})
    review.run(filled=sheet, protocol=protocol)
    assert "Taken over: 1" in capsys.readouterr().out
    (override,) = load_overrides(protocol)
    assert (override.pmid, override.field, override.value) == (3, "stance.pain", "no_benefit")


def test_second_sheet_adds_to_the_first(sheet, protocol):
    fill(sheet, {"value": "no_benefit"})
    review.run(filled=sheet, protocol=protocol)
    fill(sheet, {"pmid": "1", "value": "worse"})
    review.run(filled=sheet, protocol=protocol)
    assert [override.pmid for override in load_overrides(protocol)] == [3, 1]


def test_filled_sheet_can_be_the_overrides_as_it_is(sheet, protocol):
    fill(sheet, {"value": "worse"})
    shutil.copy(sheet, protocol / "overrides.csv")
    assert [override.value for override in load_overrides(protocol)] == ["worse"]


def test_sheet_saved_by_a_spreadsheet_reads_with_its_byte_order_mark(sheet, protocol):
    fill(sheet, {"value": "worse"})
    sheet.write_bytes(codecs.BOM_UTF8 + sheet.read_bytes())
    review.run(filled=sheet, protocol=protocol)
    assert [override.value for override in load_overrides(protocol)] == ["worse"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_overrides_in_another_encoding_are_refused(sheet, protocol, encoding):
    fill(sheet, {"value": "worse", "reason": "déjà vu"})
    text = sheet.read_text(encoding="utf-8")
    (protocol / "overrides.csv").write_bytes(text.encode(encoding, errors="replace"))
    with pytest.raises(ProtocolError, match=r"overrides\.csv: the text is not UTF-8"):
        load_overrides(protocol)


def test_sheet_that_is_not_there_is_named(tmp_path, protocol):
    with pytest.raises(PipelineError, match=r"nowhere\.csv: there is no such file"):
        review.run(filled=tmp_path / "nowhere.csv", protocol=protocol)
    assert not (protocol / "overrides.csv").exists()


@pytest.mark.parametrize(
    ("filled", "wrong"),
    [
        ({"value": "better"}, "the stance 'better' is not known"),
        ({"value": "mixed", "field": "stance.youth"}, "there is no stance.youth"),
        ({"value": "mixed", "who": ""}, "who is empty"),
        ({"value": "mixed", "date": "yesterday"}, "yesterday"),
        ({"value": "mixed", "pmid": "PMID 3"}, "PMID 3"),
    ],
)
def test_row_at_fault_is_named_and_nothing_is_taken(sheet, protocol, filled, wrong):
    fill(sheet, filled)
    with pytest.raises(PipelineError, match=rf"review.csv:2: .*{wrong}"):
        review.run(filled=sheet, protocol=protocol)
    assert not (protocol / "overrides.csv").exists()


def test_tag_corrected_twice_is_refused_and_the_overrides_stay(sheet, protocol):
    fill(sheet, {"value": "worse"})
    review.run(filled=sheet, protocol=protocol)
    before = (protocol / "overrides.csv").read_text()
    fill(sheet, {"value": "mixed"})
    with pytest.raises(PipelineError, match=r"review.csv:2: .*already corrected on line 2 of"):
        review.run(filled=sheet, protocol=protocol)
    assert (protocol / "overrides.csv").read_text() == before


def test_sheet_taken_over_twice_changes_nothing(sheet, protocol, capsys):
    fill(sheet, {"value": "worse"})
    review.run(filled=sheet, protocol=protocol)
    before = (protocol / "overrides.csv").read_bytes()
    review.run(filled=sheet, protocol=protocol)
    assert (protocol / "overrides.csv").read_bytes() == before
    assert "Taken over: 0" in capsys.readouterr().out
    assert b"\r" not in before


@pytest.mark.parametrize("n", [0, -4])
def test_no_tags_to_check_is_refused(bench, tmp_path, n):
    with pytest.raises(PipelineError, match="at least one"):
        review.run(database=bench.database, sheet=tmp_path / "none.csv", n=n)
    assert not (tmp_path / "none.csv").exists()


def test_correction_wins_in_the_next_build_and_leaves_the_list(sheet, bench, protocol):
    fill(sheet, {"value": "worse"})
    review.run(filled=sheet, protocol=protocol)
    corrected = [
        tag(1, "pain", "supports"),
        tag(3, "pain", "worse", source="override", confidence=1.0),
    ]
    with bench.made([article(1), article(3)], tags=corrected) as file:
        assert rows(file, "SELECT pmid FROM to_review") == [{"pmid": 1}]


def test_stages_carry_a_correction_into_their_files(tmp_path, protocol):
    from pipeline.records import Decision, Tag, read_records, write_records

    text = "Needling lowered pain scores more than sham acupuncture did (P < 0.01)."
    title = "Acupuncture for painful diabetic neuropathy: a randomized controlled trial"
    write_records(tmp_path / "a.jsonl", [article(1, text, title=title)])
    (protocol / "overrides.csv").write_text(
        "pmid,field,value,reason,who,date\n"
        "1,stance.pain,worse,a test,Ada,2024-05-01\n"
        "1,sample_size,77,a test,Ada,2024-05-01\n"
    )
    screen.run(articles=tmp_path / "a.jsonl", protocol=protocol, screening=tmp_path / "s.jsonl")
    tagging.run(articles=tmp_path / "a.jsonl", protocol=protocol, tags=tmp_path / "t.jsonl")
    (decided,) = read_records(tmp_path / "s.jsonl", Decision)
    assert (decided.sample_size, decided.source) == (77, "override")
    found = {each.claim_id: each for each in read_records(tmp_path / "t.jsonl", Tag)}
    assert (found["pain"].stance, found["pain"].source) == ("worse", "override")


def test_tagger_is_scored_against_the_corrections(protocol):
    texts = {
        1: "Pain decreased significantly more with acupuncture than with sham (P < 0.01).",
        2: "There was no significant difference in pain between acupuncture and sham.",
        3: "The aim was to study whether acupuncture relieves pain.",
    }
    (protocol / "overrides.csv").write_text(
        "pmid,field,value,reason,who,date\n"
        "1,stance.pain,supports,a test,Ada,2024-05-01\n"
        "2,stance.pain,worse,a test,Ada,2024-05-01\n"
        "3,stance.pain,not_addressed,a test,Ada,2024-05-01\n"
        "3,sample_size,12,a test,Ada,2024-05-01\n"
    )
    pairs = compare(
        [article(pmid, "Sixty patients took part.", text) for pmid, text in texts.items()],
        load_overrides(protocol),
        tagging.Tagger(load_claims(protocol)),
    )
    assert pairs == {
        ("supports", "supports"): 1,
        ("worse", "no_benefit"): 1,
        ("not_addressed", "not_addressed"): 1,
    }
    assert told(pairs).splitlines() == [
        "Of 3 stances that reviewers set, the tagger has 2 (67%).",
        "     1  reviewer worse, tagger no_benefit",
    ]
    assert told({}) == "No reviewer has corrected a tag of these articles."


QUESTIONS = """
SELECT count(*) AS n_tags FROM tags; SELECT nothing;
DELETE FROM tags;
SELECT 'end'
"""


def test_prompt_answers_from_standard_input_and_cannot_write(sheet, bench):
    found = subprocess.run(
        [sys.executable, "-m", "pipeline", "sql", "--database", bench.database],
        input=QUESTIONS,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert found.returncode == 2
    assert "n_tags" in found.stdout
    assert "3" in found.stdout
    assert "end" in found.stdout
    assert '"nothing"' in found.stderr
    assert "read-only" in found.stderr


def test_prompt_without_a_file_says_what_to_do(tmp_path):
    found = subprocess.run(
        [sys.executable, "-m", "pipeline", "sql", "--database", tmp_path / "no.duckdb"],
        input="",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert found.returncode == 2
    assert "build it with `make`" in found.stderr
