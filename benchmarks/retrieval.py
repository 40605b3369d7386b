"""Records recovered from a server that answers badly: `python -m benchmarks.retrieval`.

The tests' E-utilities server answers a share of requests badly, in every way it knows. This
project's `fetch` and Biopython's usual loop (`esearch` with `retmax`, `efetch` in batches) each
bring what they can of the same records; the loop once as tutorials print it, which ends at the
first exception, and once with each failed batch skipped.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request

from Bio import Entrez
from lxml import etree

from pipeline.snapshot import load_snapshot
from tests.eutils_server import FAULTS, Eutils, serve
from tests.pubmed_store import make_store

BATCH = 200


def main() -> None:
    """Print a row for each client."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=25_000)
    parser.add_argument("--fault-rate", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--protocol", type=Path, default=Path("protocol"))
    chosen = parser.parse_args()
    store = make_store(chosen.records, n_sentences=12)
    print(f"{chosen.records:,} records, {chosen.fault_rate:.0%} of replies faulty\n")
    print("| client | records | recovered | requests | seconds | end |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    clients: dict[str, Callable[[Eutils], tuple[int, str]]] = {
        "`make fetch`": lambda eutils: fetch(eutils, chosen.protocol),
        "Bio.Entrez": lambda eutils: biopython(eutils, skips=False),
        "Bio.Entrez, skipping failed batches": lambda eutils: biopython(eutils, skips=True),
    }
    for name, client in clients.items():
        with serve(store, rate_limit=True) as eutils:
            eutils.misbehave_at_random(chosen.fault_rate, FAULTS, seed=chosen.seed)
            began = time.monotonic()
            n, end = client(eutils)
            seconds = time.monotonic() - began
            share, n_requests = n / len(store.served), len(eutils.requests)
        print(f"| {name} | {n:,} | {share:.1%} | {n_requests:,} | {seconds:.0f} | {end} |")


def fetch(eutils: Eutils, protocol: Path) -> tuple[int, str]:
    """Run the real command; count the records that are on disk exactly as the server has them."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder) / "pubmed"
        command = ["pipeline", "fetch", "--protocol", protocol, "--snapshot", snapshot]
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env={**os.environ, "NCBI_EMAIL": "a@example.org", "EUTILS_BASE_URL": eutils.url},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            return 0, done.stderr.strip()
        served = eutils.store.served
        right = {
            pmid
            for _, xml in load_snapshot(snapshot)
            for record in etree.parse(xml).getroot()
            if (pmid := int(record.findtext(".//PMID"))) in served
            and _text(record) == _text(etree.fromstring(served[pmid]))
        }
    return len(right), "complete"


def _text(record: etree._Element) -> str:
    return etree.tostring(record, encoding="unicode", with_tail=False)


def biopython(eutils: Eutils, *, skips: bool) -> tuple[int, str]:
    """Biopython's loop, with its requests sent to the loopback server."""
    really_open = Entrez.urlopen
    Entrez.email = "a@example.org"
    Entrez.urlopen = lambda request: really_open(_redirected(request, eutils.url))
    found: set[int] = set()
    n_failed = 0
    try:
        for start, listed in _batches():
            try:
                with Entrez.efetch(db="pubmed", id=listed, retmode="xml") as handle:
                    found.update(_pmids(Entrez.read(handle)))
            except Exception as error:
                if not skips:
                    return len(found), f"{type(error).__name__} at record {start:,}"
                n_failed += 1
    except Exception as error:
        return len(found), f"{type(error).__name__} in the search"
    finally:
        Entrez.urlopen = really_open
    return len(found & eutils.store.served.keys()), f"{n_failed} batches failed"


def _batches() -> Iterator[tuple[int, list[str]]]:
    with Entrez.esearch(db="pubmed", term="needling[tiab]", retmax=1_000_000) as handle:
        listed = Entrez.read(handle)["IdList"]
    for start in range(0, len(listed), BATCH):
        yield start, listed[start : start + BATCH]


def _redirected(request: Request | str, base_url: str) -> Request | str:
    url = request if isinstance(request, str) else request.full_url
    url = f"{base_url}/{url.rpartition('/')[2]}"
    if isinstance(request, str):
        return url
    request.full_url = url
    return request


def _pmids(result: dict) -> Iterator[int]:
    for article in result["PubmedArticle"]:
        yield int(article["MedlineCitation"]["PMID"])
    for book in result["PubmedBookArticle"]:
        yield int(book["BookDocument"]["PMID"])


if __name__ == "__main__":
    main()
