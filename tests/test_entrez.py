"""The E-utilities client: which replies it believes, how it waits, what it gives away."""

import io
import time
from itertools import pairwise

import pytest

from pipeline.entrez.client import Client, Patience
from pipeline.entrez.reconcile import Fetcher
from pipeline.entrez.replies import BadReply, read_pmids, read_search
from pipeline.errors import EntrezError
from tests.eutils_server import FAULTS, TRANSPORT_FAULTS, serve
from tests.pubmed_store import make_store

QUICK = Patience(spacing=0.0, first_wait=0.001, longest_wait=0.01, longest_retry_after=0.01)
KEY = "0a1b2c3d4e5f"


@pytest.fixture
def eutils():
    with serve(make_store(30)) as server:
        yield server


@pytest.fixture
def make_client(eutils, tmp_path):
    clients = []

    def make(patience=QUICK, **settings):
        settings = {"email": "a@example.org", "base_url": eutils.url, **settings}
        client = Client(bad_reply=tmp_path / "bad.txt", patience=patience, **settings)
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.__exit__()


def fetch(client, pmids):
    """Fetch and give the records' PMIDs with the bytes that were kept."""
    return Fetcher(client).fetch(pmids, lambda body, found: (set(found), body.read()), what="b 1")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_reply_is_asked_for_again(eutils, make_client, fault):
    pmids = list(eutils.store.records)[:10]
    eutils.misbehave([fault])
    found, body = fetch(make_client(), pmids)
    assert found == set(pmids)
    assert body.decode() == eutils.fetch({"id": ",".join(map(str, pmids))})
    assert len(eutils.requests) == 2


@pytest.mark.parametrize("fault", (*TRANSPORT_FAULTS, "empty_set", "omit_half", "twice"))
def test_a_faulty_list_is_asked_for_again(eutils, make_client, fault):
    eutils.misbehave([fault])
    client = make_client()
    parameters = {"term": "x[ti]", "retmax": "9999"}

    def read(body):
        reply = read_search(body)
        if len(reply.ids) != reply.count:
            raise BadReply("short")
        return reply

    reply = client.ask("esearch", parameters, read, what="ESearch")
    assert set(reply.ids) == set(eutils.store.records)


@pytest.mark.parametrize("fault", (*TRANSPORT_FAULTS, "twice", "stranger", "other_records"))
def test_patience_ends_with_the_batch_named_and_the_reply_kept(
    eutils, make_client, tmp_path, fault
):
    pmids = list(eutils.store.records)[:10]
    eutils.misbehave([fault] * 1_000)
    with pytest.raises(EntrezError, match=r"^b 1: no good reply in 8 tries, the last was: \S+"):
        fetch(make_client(), pmids)
    assert len(eutils.requests) == 8
    assert (tmp_path / "bad.txt").stat().st_size > 40


def test_a_page_in_place_of_records_is_called_one(eutils, make_client):
    eutils.misbehave(["html"] * 8)
    with pytest.raises(EntrezError, match="the last was: an HTML page;"):
        fetch(make_client(), [1])


def test_a_server_that_says_nothing_is_given_up(eutils, make_client):
    eutils.misbehave(["hang"])
    pmids = list(eutils.store.records)[:3]
    patience = Patience(spacing=0.0, first_wait=0.001, read=0.2)
    assert fetch(make_client(patience), pmids)[0] == set(pmids)


@pytest.mark.parametrize("fault", ["drip_head", "drip_body"])
def test_a_reply_that_comes_byte_by_byte_is_given_up(eutils, make_client, tmp_path, fault):
    """No silence on the line is long, and the reply would take hours."""
    eutils.misbehave([fault])
    pmids = list(eutils.store.records)[:3]
    patience = Patience(spacing=0.0, first_wait=0.001, reply=0.3)
    began = time.monotonic()
    assert fetch(make_client(patience), pmids)[0] == set(pmids)
    assert time.monotonic() - began < 3
    assert "the reply is not whole after 0.3 s" in (tmp_path / "bad.txt").read_text()


def test_no_server_is_one_clear_line(make_client):
    client = make_client(base_url="http://127.0.0.1:9/entrez/eutils")
    with pytest.raises(EntrezError, match="Connection refused"):
        client.ask("esearch", {}, read_search, what="ESearch")


def test_a_record_that_is_not_served_is_found_out(eutils, make_client):
    pmids = list(eutils.store.records)[:10]
    eutils.store.change(pmids[4], is_served=False)
    found, _ = fetch(make_client(), pmids)
    assert set(pmids) - found == {pmids[4]}
    alone = [r for r in eutils.requests if r.parameters["id"] == str(pmids[4])]
    assert len(alone) == 2


def test_nothing_is_believed_of_a_server_that_serves_nothing(eutils, make_client):
    pmids = list(eutils.store.records)[:10]
    eutils.misbehave(["empty_set"] * 1_000)
    fetcher = Fetcher(make_client(), candidates=pmids[:3])
    with pytest.raises(EntrezError, match=r"b 1: no good reply .* no record at all is served"):
        fetcher.fetch(pmids, lambda body, found: None, what="b 1")
    with pytest.raises(EntrezError, match=f"gone, record {pmids[0]} by itself: no record at all"):
        fetcher.is_served(pmids[0], what="gone")


def test_an_outage_of_empty_replies_is_not_taken_for_missing_records(eutils, make_client):
    pmids = list(eutils.store.records)
    client = make_client()
    fetcher = Fetcher(client)
    fetcher.fetch(pmids[:5], lambda body, found: None, what="b 1")
    eutils.misbehave(["empty_set"] * 1_000)
    with pytest.raises(EntrezError, match="a record that was served is not in the reply"):
        fetcher.fetch(pmids[5:10], lambda body, found: None, what="b 2")


def test_an_error_for_an_unknown_id_means_no_record(eutils):
    reply = b"<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR>"
    assert read_pmids(io.BytesIO(reply + b"</eFetchResult>")) == ()


def test_requests_keep_their_distance_also_when_repeated(eutils, make_client):
    eutils.rate_limit = True
    eutils.misbehave([None, "500", "reset", None, "error"])
    client = make_client(Patience(first_wait=0.001, longest_wait=0.001))
    for pmid in list(eutils.store.records)[:2]:
        fetch(client, [pmid])
    assert len(eutils.requests) == 4
    times = [request.time for request in eutils.requests]
    assert min(b - a for a, b in pairwise(times)) > 0.3


def test_distance_is_kept_from_when_a_request_has_surely_arrived(eutils, make_client):
    """A first request is late by its handshake; the fourth after it must not be early for that."""
    eutils.on_request = lambda request: time.sleep(0.15)
    client = make_client(Patience(spacing=0.2))
    for pmid in list(eutils.store.records)[:3]:
        fetch(client, [pmid])
    assert min(b.time - a.time for a, b in pairwise(eutils.requests)) > 0.34


def test_a_key_allows_ten_requests_a_second(eutils, make_client):
    eutils.rate_limit = True
    client = make_client(Patience(), api_key=KEY)
    began = time.monotonic()
    for pmid in list(eutils.store.records)[:12]:
        fetch(client, [pmid])
    assert len(eutils.requests) == 12
    assert 1.1 < time.monotonic() - began < 3


def test_retry_after_is_honoured_but_not_without_end(eutils, make_client):
    pmid = next(iter(eutils.store.records))
    for longest, least in ((0.6, 0.6), (0.0, 0.0)):
        eutils.misbehave(["429_retry_after"])
        patience = Patience(spacing=0.0, first_wait=0.001, longest_retry_after=longest)
        began = time.monotonic()
        fetch(make_client(patience), [pmid])
        assert least <= time.monotonic() - began < least + 0.5


def test_waits_double_up_to_a_limit():
    patience = Patience()
    waits = [patience.wait(attempt, None) for attempt in range(1, 9)]
    for wait, middle in zip(waits, (0.5, 1, 2, 4, 8, 16, 20, 20), strict=True):
        assert 0.75 * middle <= wait <= 1.25 * middle


def test_every_request_says_who_asks_and_posts(eutils, make_client):
    fetch(make_client(api_key=KEY), list(eutils.store.records)[:3])
    (request,) = eutils.requests
    assert request.method == "POST"
    assert request.parameters["tool"]
    assert request.parameters["email"] == "a@example.org"
    assert request.parameters["api_key"] == KEY


@pytest.mark.parametrize("fault", ["429", "json", "error"])
def test_the_key_is_kept_out_of_errors_and_kept_replies(eutils, make_client, tmp_path, fault):
    """The server's complaint repeats the request, key and all."""
    eutils.misbehave([fault] * 8)
    with pytest.raises(EntrezError) as caught:
        fetch(make_client(api_key=KEY), [1])
    assert KEY not in str(caught.value)
    kept = (tmp_path / "bad.txt").read_text()
    assert "[key]" in kept
    assert KEY not in kept


def test_an_address_is_needed(monkeypatch, tmp_path):
    for email in ("", "nobody"):
        monkeypatch.setenv("NCBI_EMAIL", email)
        with pytest.raises(EntrezError, match=r"NCBI_EMAIL: .*make fetch NCBI_EMAIL="):
            Client.from_environment(bad_reply=tmp_path / "bad.txt")


def test_a_reply_in_another_encoding_with_another_dtd_is_read():
    reply = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE eSearchResult SYSTEM "other.dtd">'
        "<eSearchResult><Count>1</Count><RetMax>1</RetMax><RetStart>0</RetStart><IdList><Id>7</Id>"
        "</IdList><QueryTranslation>na\xefve[All]</QueryTranslation></eSearchResult>"
    )
    read = read_search(io.BytesIO(reply.encode("latin-1")))
    assert (read.ids, read.translation) == ((7,), "naïve[All]")
