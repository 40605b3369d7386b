"""`parse`: a snapshot's XML → articles, one for each PMID.

Of several records with one PMID the highest version counts, and of equal versions the one that
came in last. A withdrawn record is kept and marked.
"""

import argparse
import pickle
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace
from tqdm import tqdm

from pipeline.pubmed.articles import read_articles
from pipeline.pubmed.stream import Deletion
from pipeline.records import Article, write_records
from pipeline.snapshot import Snapshot, load_snapshot


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to read and to write."""
    parser.add_argument("--snapshot", type=Path, required=True, help="folder of raw records")
    parser.add_argument("--articles", type=Path, required=True, help="the JSON lines to write")
    parser.add_argument(
        "--before-last-run",
        action="store_true",
        help="the records as they were before the last run",
    )


def run(*, snapshot: Path, articles: Path, before_last_run: bool = False) -> None:
    """Write the articles of the snapshot."""
    raw = load_snapshot(snapshot)
    write_records(articles, current_articles(raw.before_last_run() if before_last_run else raw))


def current_articles(snapshot: Snapshot) -> Iterator[Article]:
    """Give each PMID's current article, in the order in which they came in.

    Which records are current is known at the end only, so all are laid down on disk first; memory
    holds a place in that file for each PMID and version.
    """
    places: dict[tuple[int, int], int] = {}
    withdrawn: set[tuple[int, int]] = set()
    gone = snapshot.manifest.withdrawn
    progress = tqdm(
        total=sum(len(batch.pmids) for batch in snapshot.manifest.batches),
        desc="parse",
        unit=" records",
        disable=not sys.stderr.isatty(),
    )
    with tempfile.TemporaryFile() as laid_down, progress:
        for batch, xml in snapshot:
            for item in read_articles(xml, where=snapshot.folder / batch.file):
                if isinstance(item, Deletion):
                    withdrawn.add((item.pmid, item.version))
                    continue
                record = item.pmid, item.version
                withdrawn.discard(record)
                places[record] = laid_down.tell()
                pickle.dump(item, laid_down, pickle.HIGHEST_PROTOCOL)
                progress.update()
        for record in _current(places, withdrawn):
            laid_down.seek(places[record])
            article = pickle.load(laid_down)
            is_deleted = record in withdrawn or article.pmid in gone
            yield replace(article, is_deleted=True) if is_deleted else article


def _current(
    places: dict[tuple[int, int], int], withdrawn: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The highest version of each PMID, of those not withdrawn where there are any."""
    by_rank = sorted(places, key=lambda record: (record not in withdrawn, record[1]))
    current = {pmid: (pmid, version) for pmid, version in by_rank}
    return sorted(current.values(), key=places.__getitem__)
