"""A corpus that lives: fetched, built, changed in PubMed, updated and built again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import duckdb
import pytest

from tests.eutils_server import serve
from tests.making import make
from tests.pubmed_store import Record, Store

LONG_AGO = date(2019, 5, 1)
TRIAL = (
    "We randomized 60 adults with diabetic peripheral neuropathy to acupuncture or sham "
    "acupuncture for eight weeks. {}"
)
BETTER = "Pain intensity fell significantly more with acupuncture than with sham (P < 0.01)."
EQUAL = "There was no significant difference in pain intensity between acupuncture and sham."


def trial(pmid, finding):
    return Record(
        pmid=pmid, edat=LONG_AGO, mdat=LONG_AGO, pdat=LONG_AGO,
        title=f"Acupuncture for painful diabetic peripheral neuropathy: trial {pmid}",
        abstract=TRIAL.format(finding),
    )  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The file that `make` builds after `make fetch`, a change of PubMed, and `make update`."""
    folder = tmp_path_factory.mktemp("living")
    store = Store()
    store.add(*(trial(pmid, BETTER) for pmid in (101, 102, 103, 104)))
    with serve(store) as server:
        folders = (f"RAW={folder}/raw", f"OUT={folder}/out")
        pubmed = {"EUTILS_BASE_URL": server.url, "NCBI_EMAIL": "reviewer@example.org"}
        make("fetch", *folders, **pubmed)
        make(*folders)
        with duckdb.connect(folder / "out/pubmed/evidence.duckdb", read_only=True) as first:
            assert first.sql("FROM changes").fetchall() == []
        today = datetime.now(UTC).date()
        store.change(101, mdat=today, retracted_by=999)
        store.delete(102)
        store.change(103, mdat=today, abstract=TRIAL.format(EQUAL))
        store.add(replace(trial(105, BETTER), edat=today, mdat=today))
        make("update", *folders, **pubmed)
        make(*folders)
    return folder / "out/pubmed/evidence.duckdb"


@pytest.fixture
def ask(database):
    with duckdb.connect(database, read_only=True) as connection:
        yield lambda query: connection.sql(query).fetchall()


def test_each_change_is_told_with_its_kind(ask):
    assert ask("SELECT kind, pmid, earlier, later FROM changes WHERE pmid IS NOT NULL") == [
        ("new", 105, None, None),
        ("retracted", 101, None, None),
        ("deleted", 102, None, None),
        ("stance", 101, "supports", None),
        ("stance", 102, "supports", None),
        ("stance", 103, "supports", "no_benefit"),
    ]
    assert ask("SELECT DISTINCT since_run FROM changes") == [(1,)]


def test_each_claims_numbers_stand_before_and_after(ask):
    counts = {
        measure: (earlier, later)
        for measure, earlier, later in ask(
            "SELECT measure, earlier, later FROM changes WHERE kind = 'support' "
            "AND claim_id = 'pain'"
        )
    }
    assert counts["n_supports"] == ("4", "2")
    assert counts["n_no_benefit"] == ("0", "1")
    assert counts["share_supporting"][0] == "1.0"
    claims = ask("SELECT DISTINCT claim_id FROM changes WHERE kind = 'support'")
    assert len(claims) == 5


def test_the_retracted_article_is_flagged_excluded_and_not_counted(ask):
    assert ask("SELECT retraction_status FROM articles WHERE pmid = 101") == [("retracted",)]
    assert ask("SELECT is_eligible, reason FROM screening WHERE pmid = 101") == [
        (False, "retracted")
    ]
    assert ask("SELECT n_supports, n_no_benefit FROM claim_support WHERE claim_id = 'pain'") == [
        (2, 1)
    ]


def test_the_page_counts_the_whole_corpus_and_not_what_the_last_run_brought(database):
    page = (database.parent / "report.html").read_text(encoding="utf-8")
    assert "<dt>Records</dt><dd>5," in page
