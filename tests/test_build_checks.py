"""What stops the build: files that contradict one another, the plan, or the reviewer."""

import pytest
from msgspec.structs import replace

from pipeline.errors import BuildError, RecordError
from tests.factories import FINDING, article, decision, tag

TAG = tag(1, "pain", "supports")


@pytest.mark.parametrize(
    ("decisions", "tags", "wrong"),
    [
        ([], [], "screening.jsonl: there is no decision for PMID 1"),
        ([decision(1), decision(1)], [], "screening.jsonl: there are 2 decisions for PMID 1"),
        ([decision(1), decision(2)], [], "screening.jsonl: it decides on PMID 2"),
        ([decision(1, reason="dull")], [], "PMID 1 is left out for dull, which is no rule"),
        ([decision(1, design="tale")], [], "the design tale of PMID 1 is not in criteria.toml"),
        (None, [tag(2, "pain", "mixed")], "tags.jsonl: there is one for PMID 2"),
        (None, [tag(1, "youth", "mixed")], "tags.jsonl: the claim youth of PMID 1"),
        (None, [TAG, TAG], "tags.jsonl: PMID 1 has more than one on the claim pain"),
        (None, [replace(TAG, quote_start=1)], "the quote of PMID 1 on the claim pain is not what"),
        (None, [replace(TAG, quote_end=3)], "abstract has at 0:3"),
        (None, [replace(TAG, quote=FINDING.upper())], "the quote of PMID 1"),
        (None, [replace(TAG, quote=None, quote_start=None, quote_end=None)], "none of a quote"),
    ],
)
def test_contradiction_stops_the_build_and_leaves_nothing(bench, decisions, tags, wrong):
    bench.write([article(1)], decisions, tags)
    before = sorted(bench.folder.iterdir())
    with pytest.raises(BuildError, match=wrong):
        bench.build()
    assert sorted(bench.folder.iterdir()) == before


def test_articles_must_be_those_of_the_snapshot(bench):
    bench.write([article(1), article(2)])
    lines = (bench.folder / "articles.jsonl").read_text().splitlines(keepends=True)
    (bench.folder / "articles.jsonl").write_text(lines[0])
    with pytest.raises(BuildError, match="PMID 2 of the snapshot is not in it"):
        bench.build()
    (bench.folder / "articles.jsonl").write_text(lines[0] * 2 + lines[1])
    with pytest.raises(BuildError, match="PMID 1 stands in it more than once"):
        bench.build()


@pytest.mark.parametrize("name", ["articles", "screening", "tags"])
def test_line_without_a_pmid_is_told(bench, name):
    bench.write([article(1)], None, [TAG])
    file = bench.folder / f"{name}.jsonl"
    file.write_text(file.read_text() + '{"title": "Whose?"}\n')
    with pytest.raises(BuildError, match=rf"{name}\.jsonl: a line of it has no PMID"):
        bench.build()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (b'{"pmid": "many"}', r"Expected `int`.*`\$\.pmid`"),
        (b'{"pmid": 1', "truncated"),
        (b'{"pmid": 1, "title": "\xff"}', "utf-8"),
    ],
)
def test_line_that_is_no_record_is_named(bench, line, wrong):
    bench.write([article(1)])
    with (bench.folder / "articles.jsonl").open("ab") as file:
        file.write(line + b"\n")
    with pytest.raises(RecordError, match=f"articles.jsonl:2: .*{wrong}.*one Article a line"):
        bench.build()


HEAD = "pmid,field,value,reason,who,date\n"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("5,stance.pain,mixed,read it,me,2024-05-01", "there is no PMID 5 to correct"),
        ("1,stance.youth,mixed,read it,me,2024-05-01", "there is no stance.youth to correct"),
        ("1,colour,red,read it,me,2024-05-01", "there is no colour to correct"),
        ("1,stance.pain,better,read it,me,2024-05-01", "better is no stance"),
        (
            "1,stance.pain,mixed,read it,me,2024-05-01",
            "should be mixed, and the tagger's is supports",
        ),
        ("1,stance.pain,supports,read it,me,2024-05-01", "stance.pain should be supports"),
        ("1,sample_size,12,read it,me,2024-05-01", "the sample_size of PMID 1 is not corrected"),
    ],
)
def test_override_that_matches_nothing_stops_the_build(bench, own_protocol, row, wrong):
    (own_protocol / "overrides.csv").write_text(HEAD + row + "\n")
    bench.write([article(1)], tags=[tag(1, "pain", "supports")])
    with pytest.raises(BuildError, match=f"overrides.csv: .*{wrong}"):
        bench.build(protocol=own_protocol)


def test_correction_that_no_override_makes_stops_the_build(bench):
    stray = replace(TAG, source="override")
    bench.write([article(1)], tags=[stray])
    with pytest.raises(BuildError, match="no override says so"):
        bench.build()
