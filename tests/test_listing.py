"""Lists of PMIDs longer than ESearch gives, and the proof that they are whole."""

from datetime import date

import pytest

from pipeline.entrez.client import Client, Patience
from pipeline.entrez.listing import LATEST, IncompleteListing, Window, list_pmids
from tests.eutils_server import serve
from tests.pubmed_store import make_store

QUICK = Patience(spacing=0.0, first_wait=0.001, longest_wait=0.01, longest_retry_after=0.01)
DAY = date(2010, 6, 1)


@pytest.fixture
def eutils(monkeypatch):
    """A server that lists 99 PMIDs at most, with more than twice as many records."""
    monkeypatch.setattr("pipeline.entrez.listing.LISTED_AT_MOST", 99)
    monkeypatch.setattr("tests.eutils_server.LISTED_AT_MOST", 99)
    with serve(make_store(250)) as server:
        yield server


@pytest.fixture
def client(eutils, tmp_path):
    bad = tmp_path / "bad.txt"
    with Client(email="a@example.org", base_url=eutils.url, bad_reply=bad, patience=QUICK) as it:
        yield it


def move(store, datetype, day, n):
    for pmid in list(store.records)[:n]:
        store.change(pmid, **{datetype: day})


def test_a_list_past_9999_is_put_together(tmp_path):
    with (
        serve(make_store(25_000)) as eutils,
        Client(
            email="a@example.org", base_url=eutils.url, bad_reply=tmp_path / "bad", patience=QUICK
        ) as client,
    ):
        assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()
        assert len(eutils.requests) < 40


def test_a_long_list_is_put_together_from_slices(eutils, client):
    listing = list_pmids(client, "x[ti]")
    assert listing.pmids == eutils.store.records.keys()
    assert listing.translation == "x[ti] translated"


def test_more_on_one_day_than_fit_are_found_by_another_date(eutils, client):
    move(eutils.store, "edat", DAY, 150)
    assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()


def test_records_without_a_usable_entrez_date_are_found(eutils, client):
    move(eutils.store, "edat", date(1650, 1, 1), 120)
    assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()


def test_a_list_that_stays_short_fails_with_the_numbers(eutils, client):
    for datetype in ("edat", "mdat", "pdat"):
        move(eutils.store, datetype, DAY, 150)
    with pytest.raises(IncompleteListing, match=r"counts 250 records and lists \d+,"):
        list_pmids(client, "x[ti]")


def test_a_window_of_dates_is_heeded(eutils, client):
    window = Window("mdat", date(2020, 1, 1), LATEST)
    recent = {p for p, record in eutils.store.records.items() if record.mdat.year >= 2020}
    assert list_pmids(client, "x[ti]", window=window).pmids == recent


def test_records_that_come_and_go_while_listing_are_right_in_the_end(eutils, client):
    last = max(eutils.store.records)
    newest = eutils.store.records[last]

    def change(request):
        n = len(eutils.requests)
        if n == 3:
            eutils.store.delete(last)
        if n == 25:
            eutils.store.add(newest)

    eutils.on_request = change
    assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()


def test_a_count_that_wavers_does_not_end_the_search(eutils, client):
    """The first count of each of three rounds is one too small, the second is right."""
    right, counts = eutils.search, iter([249, 250] * 3)

    def search(parameters, fault=None):
        count = 250 if "mindate" in parameters else next(counts, 250)
        return right(parameters, fault).replace("<Count>250<", f"<Count>{count}<")

    eutils.search = search
    assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()


def test_a_server_that_pages_is_read_page_by_page(eutils, client):
    eutils.page = 10
    assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()


def test_faults_while_listing_cost_requests_and_nothing_else(eutils, client):
    kinds = (
        "503",
        "short_body",
        "short_gzip",
        "empty_set",
        "omit_half",
        "twice",
        "html",
        "no_match",
    )
    eutils.misbehave_at_random(0.3, kinds, seed=3)
    assert list_pmids(client, "x[ti]").pmids == eutils.store.records.keys()
