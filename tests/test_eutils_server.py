"""The tests' own E-utilities server answers as NCBI's would."""

import io
import json
import socket
import time
from datetime import date
from importlib import resources
from urllib.parse import urlsplit

import pytest
import requests
from Bio import Entrez
from lxml import etree

from tests.eutils_server import serve
from tests.pubmed_store import make_store


@pytest.fixture(scope="module")
def eutils():
    with serve(make_store(12_000)) as server:
        yield server


def search(eutils, **parameters):
    reply = requests.get(
        f"{eutils.url}/esearch.fcgi", params={"db": "pubmed", "term": "x[ti]", **parameters}
    )
    return Entrez.read(io.BytesIO(reply.content))


def test_records_are_valid_by_nlms_dtd(eutils):
    pmids = list(eutils.store.records)[:100]
    eutils.store.change(pmids[0], retracted_by=pmids[1])
    reply = requests.post(
        f"{eutils.url}/efetch.fcgi",
        data={"db": "pubmed", "id": ",".join(map(str, pmids)), "retmode": "xml"},
    )
    folder = resources.files("Bio.Entrez") / "DTDs"
    dtd = etree.DTD(str(folder / "pubmed_250101.dtd"))
    assert dtd.validate(etree.fromstring(reply.content)), dtd.error_log
    assert len(Entrez.read(io.BytesIO(reply.content))["PubmedBookArticle"]) == 2


def test_a_search_lists_20_unless_asked_and_9999_at_most(eutils):
    assert len(search(eutils)["IdList"]) == 20
    reply = search(eutils, retmax=20_000)
    assert (reply["Count"], len(reply["IdList"])) == ("12000", 9_999)
    assert "Restrictions achieved" in reply["WarningList"]["OutputMessage"][0]
    with pytest.raises(RuntimeError, match="9,999"):
        search(eutils, retstart=9_999)


def test_a_search_heeds_dates_and_remarks_on_the_query(eutils):
    on_day = search(eutils, datetype="edat", mindate="2001/05", maxdate="2001/05")["Count"]
    taken_in = [record.edat for record in eutils.store.records.values()]
    assert int(on_day) == sum(date(2001, 5, 1) <= day <= date(2001, 5, 31) for day in taken_in) > 0
    assert search(eutils, term="x[tiabb]")["ErrorList"]["FieldNotFound"] == ["tiabb"]
    nothing = search(eutils, datetype="edat", mindate="1900", maxdate="1901")
    assert nothing["WarningList"]["OutputMessage"] == ["No items found."]


def test_history_gives_what_was_found(eutils):
    found = search(eutils, usehistory="y", retmax=5)
    reply = requests.get(
        f"{eutils.url}/efetch.fcgi",
        params={
            "db": "pubmed",
            "WebEnv": found["WebEnv"],
            "query_key": found["QueryKey"],
            "retmax": 5,
        },
    )
    records = Entrez.read(io.BytesIO(reply.content))
    articles = [r["MedlineCitation"]["PMID"] for r in records["PubmedArticle"]]
    books = [r["BookDocument"]["PMID"] for r in records["PubmedBookArticle"]]
    assert sorted(map(str, articles + books)) == sorted(found["IdList"])


def test_the_fourth_request_in_a_second_is_refused(eutils):
    time.sleep(1)
    eutils.rate_limit = True
    statuses = [
        requests.get(
            f"{eutils.url}/efetch.fcgi", params={"db": "pubmed", "id": "1", "api_key": key}
        )
        for key in [""] * 4 + ["a key"] * 4
    ]
    eutils.rate_limit = False
    assert [reply.status_code for reply in statuses] == [200, 200, 200, 429] + [200] * 4
    assert json.loads(statuses[3].content)["error"] == "API rate limit exceeded"


def test_a_request_cut_short_is_none():
    with serve(make_store(3)) as eutils:
        address = urlsplit(eutils.url)
        with socket.create_connection((address.hostname, address.port)) as client:
            client.sendall(b"POST /efetch.fcgi HTTP/1.1\r\nContent-Length: 9\r\n\r\ndb=")
            client.shutdown(socket.SHUT_WR)
            assert client.recv(99) == b""
        assert eutils.requests == []


def test_what_is_not_served_comes_as_no_stranger_either():
    with serve(make_store(3)) as eutils:
        first = next(iter(eutils.store.records))
        eutils.store.change(first, is_served=False)
        for fault in ("stranger", "other_records"):
            assert f">{first}<" not in eutils.fetch({"id": str(first)}, fault)
