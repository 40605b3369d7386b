"""How long `build` takes, and how much memory, as articles grow: `python -m benchmarks.build`.

The articles are copies of the digest corpus under new PMIDs, each with the authors, MeSH headings
and keywords of a usual record, screened and tagged as the originals are. Every size is built in a
process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace

from pipeline import parse, screen, tag
from pipeline.records import (
    Article,
    Author,
    Decision,
    MeshHeading,
    Tag,
    read_records,
    write_records,
)
from pipeline.snapshot import SnapshotWriter

SIZES = (12_500, 25_000, 50_000, 100_000)
COUNTRIES = ("China", "Korea (South)", "United States", "Germany", "Japan", None)


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--snapshot", type=Path, default=Path("data/raw/digest"))
    parser.add_argument("--protocol", type=Path, default=Path("protocol"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    chosen = parser.parse_args()
    print("| articles | seconds | peak memory, MB | file, MB | articles a second |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        originals = read_originals(chosen.snapshot, chosen.protocol, folder)
        for n in chosen.sizes:
            inputs = write_copies(originals, n, folder / str(n))
            seconds, peak = measure(inputs, chosen.protocol)
            size = inputs["database"].stat().st_size
            print(f"| {n:,} | {seconds:.1f} | {peak:.0f} | {size / 1e6:.0f} | {n / seconds:,.0f} |")


def read_originals(
    snapshot: Path, protocol: Path, folder: Path
) -> list[tuple[Article, Decision, list[Tag]]]:
    """Parse, screen and tag the corpus to copy."""
    articles, screening, tags = (folder / f"{stage}.jsonl" for stage in ("a", "s", "t"))
    parse.run(snapshot=snapshot, articles=articles)
    screen.run(articles=articles, protocol=protocol, screening=screening)
    tag.run(articles=articles, protocol=protocol, tags=tags)
    decisions = {d.pmid: d for d in read_records(screening, Decision)}
    found: dict[int, list[Tag]] = {}
    for each in read_records(tags, Tag):
        found.setdefault(each.pmid, []).append(each)
    return [(a, decisions[a.pmid], found.get(a.pmid, [])) for a in read_records(articles, Article)]


def write_copies(
    originals: list[tuple[Article, Decision, list[Tag]]], n: int, folder: Path
) -> dict[str, Path]:
    """Write `n` articles with their decisions and tags, and a snapshot that lists them."""
    copies = [(number, *originals[number % len(originals)]) for number in range(1, n + 1)]
    inputs = {name: folder / f"{name}.jsonl" for name in ("articles", "screening", "tags")}
    write_records(inputs["articles"], (_usual(article, pmid) for pmid, article, *_ in copies))
    write_records(inputs["screening"], (replace(d, pmid=pmid) for pmid, _, d, _ in copies))
    write_records(inputs["tags"], (replace(t, pmid=pmid) for pmid, *_, ts in copies for t in ts))
    with SnapshotWriter(folder / "snapshot", source="import", kind="import") as writer:
        writer.add(BytesIO(b"<PubmedArticleSet/>"), range(1, n + 1))
    return inputs | {"snapshot": folder / "snapshot", "database": folder / "evidence.duckdb"}


def _usual(article: Article, pmid: int) -> Article:
    return replace(
        article,
        pmid=pmid,
        title=f"{article.title} ({pmid})",
        authors=tuple(
            Author(last_name=f"Author{(pmid * 7 + k) % 40_000}", initials="AB", fore_name="A B")
            for k in range(6)
        ),
        mesh_headings=tuple(
            MeshHeading(descriptor=f"Heading {(pmid + 31 * k) % 3_000}", is_major=k < 3)
            for k in range(12)
        ),
        keywords=tuple(f"keyword {(pmid + k) % 500}" for k in range(5)),
        registry_ids=(f"NCT{pmid // 2:08}",) if pmid % 10 < 2 else (),
        country=COUNTRIES[pmid % len(COUNTRIES)],
        year=1990 + pmid % 35,
    )


def measure(inputs: dict[str, Path], protocol: Path) -> tuple[float, float]:
    """Build in a process of its own: seconds, and peak resident memory in MB."""
    settings = [part for name, path in inputs.items() for part in (f"--{name}", str(path))]
    command = [sys.executable, "-m", "pipeline", "build", "--protocol", str(protocol), *settings]
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"build failed: {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
