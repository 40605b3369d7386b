"""E-utilities on loopback: answers as NCBI does, and misbehaves on command.

Serves ESearch and EFetch (GET and POST, WebEnv history) from a `Store`. By hand:

    python -m tests.eutils_server --port 8642 --records 25000 --fault-rate 0.1
    EUTILS_BASE_URL=http://127.0.0.1:8642/entrez/eutils NCBI_EMAIL=you@example.org make fetch
"""

import argparse
import gzip
import json
import random
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.pubmed_store import HEAD, TAIL, Store, make_store

LISTED_AT_MOST = 9_999
SEARCH_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<!DOCTYPE eSearchResult PUBLIC "-//NLM//DTD esearch 20060628//EN"'
    ' "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20060628/esearch.dtd">\n'
)
FETCH_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" ?>\n'
    '<!DOCTYPE eEfetchResult PUBLIC "-//NLM//DTD efetch 20131226//EN"'
    ' "https://eutils.ncbi.nlm.nih.gov/eutils/dtd/20131226/efetch.dtd">\n'
)
FIELDS = {"tiab", "ti", "ab", "mesh", "mh", "mesh:noexp", "majr", "pt", "edat", "dp", "la", "all"}
HTML = b"<!DOCTYPE html>\n<html><head><title>NCBI - WWW Error</title></head><body><br>Sorry</html>"
DATE_LIMIT = re.compile(r'"(\d{4}(?:/\d\d/\d\d)?)"\[edat\] : "(\d{4}(?:/\d\d/\d\d)?)"\[edat\]')

# What can go wrong with a reply, whatever was asked.
TRANSPORT_FAULTS = (
    "429", "429_retry_after", "500", "502", "503", "reset", "reset_midway", "short_body",
    "short_chunked", "short_gzip", "no_gzip", "cut_xml", "two_documents", "error",
    "backend_failed", "html", "empty_body", "json",
)  # fmt: skip
# What can go wrong with the records in it; and ESearch may say "no_match" where there are matches.
CONTENT_FAULTS = ("empty_set", "omit_first", "omit_half", "twice", "stranger", "other_records")
FAULTS = TRANSPORT_FAULTS + CONTENT_FAULTS


@dataclass
class Request:
    """A request as it arrived: when (seconds), which utility, by which method, with what."""

    time: float
    utility: str
    method: str
    parameters: dict[str, str]
    fault: str | None


@dataclass
class Eutils:
    """The server's state. `faults` gives the fault of each next request, `None` for a good reply.

    `rate_limit` refuses the fourth request within a second (the eleventh with an API key).
    `page` is the most PMIDs that one ESearch reply lists. `on_request` is called before each.
    """

    store: Store = field(repr=False)
    faults: Iterator[str | None] = field(default_factory=lambda: iter(()))
    rate_limit: bool = False
    page: int = LISTED_AT_MOST
    unknown_phrases: tuple[str, ...] = ()
    on_request: Callable[[Request], None] | None = None
    url: str = ""
    requests: list[Request] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.hang = threading.Event()
        self._lock = threading.Lock()
        self._recent: dict[str, deque[float]] = {}
        self._history: list[tuple[int, ...]] = []

    def misbehave(self, faults: Iterable[str | None]) -> None:
        """Take the faults of the next requests, in this order."""
        self.faults = iter(tuple(faults))

    def misbehave_at_random(self, rate: float, kinds: tuple[str, ...], *, seed: int) -> None:
        """Let this share of all further replies be faulty."""
        chance = random.Random(seed)
        self.faults = iter(
            lambda: chance.choice(kinds) if chance.random() < rate else None, object()
        )

    def of(self, utility: str) -> list[Request]:
        """The requests to `esearch` or `efetch` so far."""
        return [request for request in self.requests if request.utility == utility]

    def note(self, utility: str, method: str, parameters: dict[str, str]) -> Request:
        with self._lock:
            request = Request(
                time.monotonic(), utility, method, parameters, next(self.faults, None)
            )
            self.requests.append(request)
        if self.on_request:
            self.on_request(request)
        return request

    def is_too_fast(self, request: Request) -> bool:
        key = request.parameters.get("api_key", "")
        limit = 10 if key else 3
        with self._lock:
            recent = self._recent.setdefault(key, deque(maxlen=limit))
            too_fast = len(recent) == limit and request.time - recent[0] < 1.0
            if not too_fast:
                recent.append(request.time)
        return self.rate_limit and too_fast

    def search(self, parameters: dict[str, str], fault: str | None = None) -> str:
        """ESearch's reply."""
        term = parameters.get("term", "")
        if not term:
            return _search_error("Empty term and query_key - nothing todo")
        start, most = int(parameters.get("retstart", 0)), int(parameters.get("retmax", 20))
        if start >= LISTED_AT_MOST:
            return _search_error(
                "Search Backend failed: Exception:\n'retstart' cannot be larger than 9998. For "
                "PubMed, ESearch can only retrieve the first 9,999 records matching the query."
            )
        found = [] if fault == "no_match" else self._matching(term, parameters)
        remarks = self._remarks(term, n_found=len(found))
        if most > LISTED_AT_MOST:
            remarks += (
                "<WarningList><OutputMessage>Restrictions achieved. start and count adjusted to "
                f"{start}, {LISTED_AT_MOST}</OutputMessage></WarningList>"
            )
        shown = found[start : min(start + min(most, self.page), LISTED_AT_MOST)]
        n_shown = len(shown)
        history = ""
        if parameters.get("usehistory") == "y":
            self._history.append(tuple(found))
            history = f"<QueryKey>{len(self._history)}</QueryKey><WebEnv>MCID_{id(self):x}</WebEnv>"
        shown = _misplaced(shown, fault, others=self.store.records)
        ids = "".join(f"<Id>{pmid}</Id>\n" for pmid in shown)
        return (
            f"{SEARCH_HEAD}<eSearchResult><Count>{len(found)}</Count><RetMax>{n_shown}</RetMax>"
            f"<RetStart>{start}</RetStart>{history}<IdList>\n{ids}</IdList><TranslationSet/>"
            f"<QueryTranslation>{escape(term)} translated</QueryTranslation>{remarks}"
            "</eSearchResult>\n"
        )

    def _matching(self, term: str, parameters: dict[str, str]) -> list[int]:
        """PMIDs within the dates asked for, newest first; the term's words match everything."""
        limits = [("edat", first, last) for first, last in DATE_LIMIT.findall(term)]
        if "mindate" in parameters and "maxdate" in parameters:
            datetype = parameters.get("datetype", "pdat")
            limits.append((datetype, parameters["mindate"], parameters["maxdate"]))
        days = [(d, _day(first, 1, 1), _day(last, 12, 31)) for d, first, last in limits]
        return sorted(
            (
                record.pmid
                for record in self.store.records.values()
                if all(first <= getattr(record, d) <= last for d, first, last in days)
            ),
            reverse=True,
        )

    def _remarks(self, term: str, *, n_found: int) -> str:
        tags = set(re.findall(r"\[([a-z:]+)\]", term))
        phrases = [phrase for phrase in self.unknown_phrases if phrase in term]
        errors = "".join(f"<PhraseNotFound>{escape(p)}</PhraseNotFound>" for p in phrases)
        errors += "".join(f"<FieldNotFound>{t}</FieldNotFound>" for t in sorted(tags - FIELDS))
        remarks = f"<ErrorList>{errors}</ErrorList>" if errors else ""
        if not n_found:
            remarks += "<WarningList><OutputMessage>No items found.</OutputMessage></WarningList>"
        return remarks

    def fetch(self, parameters: dict[str, str], fault: str | None = None) -> str:
        """EFetch's reply."""
        if "WebEnv" in parameters:
            start, most = int(parameters.get("retstart", 0)), int(parameters.get("retmax", 20))
            pmids = self._history[int(parameters["query_key"]) - 1][start : start + most]
        else:
            pmids = [int(pmid) for pmid in parameters.get("id", "").split(",") if pmid]
        records = self.store.records
        served = (pmid for pmid, record in records.items() if record.is_served)
        pmids = [pmid for pmid in pmids if pmid in records and records[pmid].is_served]
        pmids = _misplaced(pmids, fault, others=served)
        return HEAD + "\n".join(records[pmid].xml for pmid in pmids) + TAIL


def _misplaced(pmids: Iterable[int], fault: str | None, *, others: Iterable[int]) -> list[int]:
    """The PMIDs of a reply as a faulty server would mix them up."""
    pmids = list(pmids)
    known = set(pmids)
    strangers = list(islice((pmid for pmid in others if pmid not in known), len(pmids) or 1))
    mixed_up = {
        "empty_set": [],
        "omit_first": pmids[1:],
        "omit_half": pmids[: len(pmids) // 2],
        "twice": pmids[:1] + pmids,
        "stranger": pmids + strangers[:1],
        "other_records": strangers,
    }
    return mixed_up.get(fault, pmids)


def _search_error(text: str) -> str:
    return f"{SEARCH_HEAD}<eSearchResult><ERROR>{escape(text)}</ERROR></eSearchResult>\n"


def _day(text: str, month: int, day: int) -> date:
    parts = [int(part) for part in text.split("/")]
    return date(*parts, *(month, day)[len(parts) - 1 :])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    eutils: Eutils

    def do_GET(self) -> None:
        self._answer(urlsplit(self.path).query)

    def do_POST(self) -> None:
        form = self.rfile.read(length := int(self.headers["Content-Length"]))
        if len(form) == length:  # a client killed while it asked has not asked
            self._answer(form.decode())

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, form: str) -> None:
        parameters = {key: values[-1] for key, values in parse_qs(form).items()}
        utility = urlsplit(self.path).path.rpartition("/")[2].removesuffix(".fcgi")
        request = self.eutils.note(utility, self.command, parameters)
        reply = {"esearch": self.eutils.search, "efetch": self.eutils.fetch}.get(utility)
        if not reply or parameters.get("db") != "pubmed":
            self._send(b"no such utility or database", status=400)
        elif self.eutils.is_too_fast(request) or request.fault in ("429", "429_retry_after"):
            limit = {"error": "API rate limit exceeded", **parameters, "limit": "3"}
            after = {"Retry-After": "1"} if request.fault == "429_retry_after" else {}
            self._send(json.dumps(limit).encode(), status=429, kind="application/json", **after)
        else:
            xml = reply(parameters, request.fault).encode()
            self._misbehave(request.fault, xml, utility, parameters)

    def _misbehave(self, fault: str | None, xml: bytes, utility: str, parameters: dict) -> None:
        half = xml[: len(xml) // 2]
        search_failed = _search_error("Search Backend failed: NCBI C++ Exception").encode()
        whole_bodies = {
            "no_gzip": b"\x1f\x8b" + xml,
            "short_gzip": gzip.compress(xml)[: len(xml) // 20],
            "cut_xml": xml[: len(xml) * 2 // 3],
            "two_documents": xml + xml,
            "html": HTML,
            "empty_body": b"",
            "json": json.dumps({"error": "try later", **parameters}).encode(),
            "error": search_failed
            if utility == "esearch"
            else f"{FETCH_HEAD}<eFetchResult><ERROR>{parameters}</ERROR></eFetchResult>".encode(),
            "backend_failed": search_failed
            if utility == "esearch"
            else xml.replace(TAIL.encode(), f"<ERROR>Search Backend failed</ERROR>{TAIL}".encode()),
        }
        if fault in ("500", "502", "503"):
            self._send(b"<html><body>Bad gateway</body></html>", status=int(fault))
        elif fault in ("no_gzip", "short_gzip"):
            self._send(whole_bodies[fault], **{"Content-Encoding": "gzip"})
        elif fault in whole_bodies:
            self._send(whole_bodies[fault])
        elif fault == "short_chunked":
            self._start(None, **{"Transfer-Encoding": "chunked"})
            self.wfile.write(b"%x\r\n%s\r\n" % (len(half), half))
            self.close_connection = True
        elif fault == "short_body":
            self._start(len(xml))
            self.wfile.write(half)
            self.close_connection = True
        elif fault == "reset_midway":
            self._start(len(xml))
            self.wfile.write(half)
            self._reset()
        elif fault == "reset":
            self._reset()
        elif fault in ("hang", "drip_head", "drip_body"):
            self._dawdle(fault, xml)
        else:
            self._send(xml, packed="gzip" in self.headers.get("Accept-Encoding", ""))

    def _send(
        self, body: bytes, *, status: int = 200, kind: str = "text/xml", packed=False, **headers
    ) -> None:
        if packed:
            body = gzip.compress(body, compresslevel=1)
            headers["Content-Encoding"] = "gzip"
        self._start(len(body), status=status, kind=kind, **headers)
        self.wfile.write(body)

    def _start(self, length: int | None, *, status=200, kind="text/xml", **headers) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=UTF-8")
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _dawdle(self, fault: str, xml: bytes) -> None:
        """Send nothing, or a byte now and then, until the server closes."""
        if fault == "drip_head":
            self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
        elif fault == "drip_body":
            self._start(len(xml))
        while not self.eutils.hang.wait(0.05):
            if fault != "hang":
                self.wfile.write(b" ")
        self.close_connection = True

    def _reset(self) -> None:
        """Close so that the other side sees a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no news."""


@contextmanager
def serve(store: Store, *, port: int = 0, **settings) -> Iterator[Eutils]:
    """Run the server on loopback until the block ends."""
    eutils = Eutils(store, **settings)
    handler = type("Handler", (_Handler,), {"eutils": eutils})
    server = _Server(("127.0.0.1", port), handler)
    eutils.url = f"http://127.0.0.1:{server.server_port}/entrez/eutils"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield eutils
    finally:
        eutils.hang.set()
        server.shutdown()
        thread.join()
        server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=8642)
    parser.add_argument("--records", type=int, default=25_000)
    parser.add_argument("--sentences", type=int, default=12, help="length of each abstract")
    parser.add_argument("--fault-rate", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    settings = parser.parse_args()
    store = make_store(settings.records, seed=settings.seed, n_sentences=settings.sentences)
    with serve(store, port=settings.port, rate_limit=True) as eutils:
        eutils.misbehave_at_random(settings.fault_rate, FAULTS, seed=settings.seed)
        print(f"EUTILS_BASE_URL={eutils.url}", flush=True)
        try:
            while True:
                time.sleep(60)
        except KeyboardInterrupt:
            faulty = sum(1 for request in eutils.requests if request.fault)
            print(f"{len(eutils.requests)} requests, {faulty} answered badly")


if __name__ == "__main__":
    main()
