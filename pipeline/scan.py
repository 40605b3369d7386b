"""`scan`: a folder of PubMed's baseline and update files → a snapshot of the articles that match.

An article matches where a term of the protocol's modalities is in its title, abstract, keywords or
MeSH headings. The files: https://pubmed.ncbi.nlm.nih.gov/download/ (baseline and daily updates).
"""

import argparse
import io
import sys
import time
from itertools import islice
from pathlib import Path

from tqdm import tqdm

from pipeline.errors import RecordError
from pipeline.protocol import load_criteria
from pipeline.pubmed.stream import DOCTYPE
from pipeline.scanning.current import current_records
from pipeline.scanning.shelf import Shelf
from pipeline.scanning.workers import read_files
from pipeline.snapshot import SnapshotWriter, existing_manifest

RECORDS_IN_A_BATCH = 2000
_HEAD = f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n<PubmedArticleSet>\n'.encode()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to read, with whom, and where to write."""
    parser.add_argument("--baseline", required=True, help="folder of PubMed's files (*.xml.gz)")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--workers", type=int, default=1, help="processes on this machine")
    parser.add_argument("--scheduler", help="a Dask cluster that runs already: tcp://host:port")
    parser.add_argument("--snapshot", type=Path, required=True, help="folder of raw records")


def run(
    *,
    baseline: str,
    protocol: Path,
    snapshot: Path,
    workers: int = 1,
    scheduler: str | None = None,
) -> None:
    """Read the files that have not been read, then publish the current articles that match.

    A file that cannot be read does not keep the others from being read; then nothing is published.
    """
    files = baseline_files(baseline)
    terms = modality_terms(protocol)
    existing_manifest(snapshot, "baseline")
    shelf = Shelf(snapshot / ".scan", terms)
    unread = [path for path in files if not shelf.holds(path)]
    n_records = _read(unread, terms, shelf, workers=workers, scheduler=scheduler)
    inputs = {path.name: shelf.get(path).sha256 for path in files}
    query = " OR ".join(terms)
    with SnapshotWriter(
        snapshot, source="baseline", kind="scan", query=query, inputs=inputs
    ) as writer:
        records = current_records(files, shelf)
        while batch := list(islice(records, RECORDS_IN_A_BATCH)):
            xml = b"\n".join((_HEAD, *(record for _, record in batch), b"</PubmedArticleSet>\n"))
            writer.add(io.BytesIO(xml), [pmid for pmid, _ in batch])
    found = sum(len(batch.pmids) for batch in writer.batches)
    print(
        f"{found:,} matching articles in {len(files):,} files ({n_records:,} records in "
        f"{len(unread):,} files read now) in {snapshot}"
    )


def baseline_files(baseline: str) -> list[Path]:
    """The files of the folder in NLM's order, that of their numbers."""
    files = sorted(Path(baseline).glob("*.xml.gz")) if baseline else []
    if not files:
        raise RecordError(
            baseline or "scan",
            "there are no PubMed files",
            right="a folder with files such as pubmed24n0001.xml.gz",
            do="run `make scan BASELINE=folder`",
        )
    return files


def modality_terms(protocol: Path) -> tuple[str, ...]:
    """The terms and headings that name a modality."""
    return tuple(
        dict.fromkeys(
            term
            for modality in load_criteria(protocol).modalities
            for term in (*modality.terms, *modality.loose, *modality.mesh)
        )
    )


def _read(
    files: list[Path], terms: tuple[str, ...], shelf: Shelf, *, workers: int, scheduler: str | None
) -> int:
    """Put each file's result on the shelf; return the number of records read."""
    faults: list[str] = []
    n_records = 0
    started = time.monotonic()
    outcomes = read_files(files, terms, workers=workers, scheduler=scheduler) if files else ()
    with tqdm(
        desc="scan",
        total=sum(path.stat().st_size for path in files),
        unit="B",
        unit_scale=True,
        disable=not sys.stderr.isatty(),
    ) as progress:
        for path, outcome in outcomes:
            if isinstance(outcome, str):
                faults.append(outcome)
            else:
                shelf.put(path, outcome)
                n_records += len(outcome.seen)
            rate = n_records / (time.monotonic() - started)
            progress.set_postfix_str(f"{rate:,.0f} records/s", refresh=False)
            progress.update(path.stat().st_size)
    if faults:
        raise RecordError(
            f"{len(faults)} of {len(files)} files",
            "; ".join(sorted(faults)),
            do="bring these files again and repeat; what could be read need not be read again",
        )
    return n_records
