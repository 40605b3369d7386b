"""The stage `parse`: which record of a PMID counts, and what is said of a snapshot that is bad."""

import io

import pytest

from pipeline.__main__ import main
from pipeline.manifest import Deleted
from pipeline.parse import run
from pipeline.records import Article, read_records
from pipeline.snapshot import SnapshotWriter


def record(pmid, title, version=1):
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="{version}">{pmid}</PMID><Article>'
        f"<ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
    )


def deletion(pmid, version=1):
    return f'<DeleteCitation><PMID Version="{version}">{pmid}</PMID></DeleteCitation>'


@pytest.fixture
def parsed(tmp_path):
    """Parse a snapshot of the given batches, each a list of records."""

    def parse(*batches, deleted=()):
        with SnapshotWriter(tmp_path / "raw", source="import", kind="import") as writer:
            for number, batch in enumerate(batches, start=1):
                xml = f"<PubmedArticleSet>{''.join(batch)}</PubmedArticleSet>".encode()
                writer.add(io.BytesIO(xml), [number])
            writer.deleted.extend(deleted)
        articles = tmp_path / "articles.jsonl"
        run(snapshot=tmp_path / "raw", articles=articles)
        return [(a.pmid, a.title, a.is_deleted) for a in read_records(articles, Article)]

    return parse


def test_later_batch_wins(parsed):
    assert parsed([record(1, "old"), record(2, "two")], [record(1, "new")]) == [
        (2, "two", False),
        (1, "new", False),
    ]


def test_highest_version_wins_wherever_it_stands(parsed):
    assert parsed([record(1, "second", 2), record(1, "first", 1)], [record(1, "first again")]) == [
        (1, "second", False)
    ]


def test_withdrawn_record_is_kept_and_marked(parsed):
    assert parsed([record(1, "one"), record(2, "two"), deletion(1), deletion(99)]) == [
        (1, "one", True),
        (2, "two", False),
    ]


def test_withdrawn_record_that_came_back(parsed):
    assert parsed([record(1, "one"), deletion(1)], [record(1, "back")]) == [(1, "back", False)]


def test_withdrawn_version_leaves_the_one_before(parsed):
    assert parsed([record(1, "first"), record(1, "second", 2), deletion(1, 2)]) == [
        (1, "first", False)
    ]


def test_withdrawn_by_the_manifest(parsed):
    assert parsed([record(1, "one")], deleted=[Deleted(pmid=1, run=2)]) == [(1, "one", True)]


def test_snapshot_that_is_no_xml_leaves_nothing_behind(tmp_path, capsys):
    with SnapshotWriter(tmp_path / "raw", source="import", kind="import") as writer:
        writer.add(io.BytesIO(b"<PubmedArticleSet>" + record(1, "one").encode()), [1])
    out = tmp_path / "built" / "articles.jsonl"
    assert main(["parse", "--snapshot", str(tmp_path / "raw"), "--articles", str(out)]) == 2
    message = capsys.readouterr().err
    assert "cut off or broken" in message
    assert message.count("\n") == 1
    assert not list(out.parent.glob("*"))
