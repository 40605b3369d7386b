"""The files beside the database: Parquet, CSV, RIS, and a CSV for ASReview."""

import csv
from pathlib import Path

import duckdb
import pytest

from pipeline.exports import ris, write_exports
from pipeline.records import Author
from tests.factories import Bench, article, decision, rows, tag


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Bench:
    bench = Bench(tmp_path_factory.mktemp("exports"))
    articles = [
        article(
            1,
            'Said: "less pain", she wrote.',
            "Then, more.",
            title="Pain; needles, and sleep",
            authors=(
                Author(last_name="Okoro", initials="AB", fore_name="Ada B"),
                Author(collective_name="The Trial Group"),
            ),
            keywords=("pain", "sleep"),
            doi="10.1/one",
            journal="A Journal",
            pages="101-9",
            year=2021,
        ),
        article(2, title="Über Nadeln – شفاء", year=2019),
        article(3, title="Left out"),
    ]
    decisions = [decision(1), decision(2), decision(3, reason="no_abstract")]
    tags = [tag(2, "pain", "supports")]
    with bench.made(articles, decisions, tags) as file:
        write_exports(file, bench.folder / "exports")
    return bench


@pytest.fixture
def folder(bench) -> Path:
    return bench.folder / "exports"


def test_every_public_table_and_view_comes_as_parquet_and_csv(bench, folder):
    file = duckdb.connect(str(bench.database), read_only=True)
    tables = [
        row["t"] for row in rows(file, "SELECT DISTINCT table_name AS t FROM data_dictionary")
    ]
    assert len(tables) > 20
    for table in tables:
        kept = rows(file, f"SELECT count(*) AS n FROM {table}")[0]["n"]
        for name in (f"{table}.parquet", f"{table}.csv"):
            assert duckdb.sql(f"FROM '{folder / name}'").count("*").fetchall()[0][0] == kept, name
    file.close()


def test_parquet_keeps_types_and_csv_joins_lists(folder):
    types = dict(
        duckdb.sql(
            f"SELECT column_name, column_type FROM (DESCRIBE FROM '{folder / 'articles.parquet'}')"
        ).fetchall()
    )
    assert (types["pmid"], types["keywords"]) == ("BIGINT", "VARCHAR[]")
    with (folder / "articles.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["keywords"] == "pain; sleep"
    assert first["abstract"] == 'Said: "less pain", she wrote.\nThen, more.'


def test_ris_holds_the_included_articles_with_their_fields(folder):
    records = read_ris((folder / "included.ris").read_bytes().decode())
    assert [record["AN"] for record in records] == [["1"], ["2"]]
    first, second = records
    assert first["TY"] == ["JOUR"]
    assert first["AU"] == ["Okoro, Ada B", "The Trial Group"]
    assert (first["SP"], first["EP"], first["PY"]) == (["101"], ["9"], ["2021"])
    assert first["KW"] == ["pain", "sleep"]
    assert first["AB"] == ['Said: "less pain", she wrote. Then, more.']
    assert second["TI"] == ["Über Nadeln – شفاء"]
    assert "AU" not in second


def test_ris_of_no_articles_is_empty(tmp_path):
    with Bench(tmp_path).made([article(1)], [decision(1, reason="no_abstract")]) as file:
        assert ris(file) == ""


def test_asreview_sheet_has_the_columns_and_labels_that_it_reads(folder):
    with (folder / "asreview.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    wanted = {"title", "abstract", "authors", "keywords", "year", "doi", "url", "included"}
    assert wanted <= set(found[0])
    assert [row["included"] for row in found] == ["1", "1", "0"]
    assert found[0]["authors"] == "Okoro AB;The Trial Group"


def test_asreview_reads_its_sheet_and_the_ris(folder):
    pytest.importorskip("asreview", reason="ASReview does not install beside pandas 3")
    from asreview.data.loader import _from_file

    records = _from_file(folder / "asreview.csv")
    assert [record.included for record in records] == [1, 1, 0]
    assert records[0].title == "Pain; needles, and sleep"
    assert len(_from_file(folder / "included.ris")) == 2


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """The records of a RIS file, by the specification: a tag, two blanks, a dash, a blank."""
    records, record = [], {}
    for line in text.split("\r\n"):
        if not line:
            continue
        mark, value = line[:2], line[6:]
        assert line[2:6] == "  - ", line
        if mark == "ER":
            records.append(record)
            record = {}
        else:
            record.setdefault(mark, []).append(value)
    assert not record
    return records
