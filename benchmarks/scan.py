"""`make scan` beside other ways to read a PubMed file: seconds, memory, ratio to unpacking alone.

Each in a process of its own on one core, the runs of all interleaved, medians. Seconds are those of
the processor (user and system), so that other work on the machine counts as little as it can;
Python's start and imports are not counted, nor the vocabulary's compiling, which a scan does once.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.yearly_files import real_file

ROOT = Path(__file__).parent.parent
FILES_OF_PUBMED = 1300  # baseline and a year's updates, https://pubmed.ncbi.nlm.nih.gov/download/
COMMANDS = {
    "igzip -dc": "igzip -dc {file} > /dev/null",
    "gzip -dc": "gzip -dc {file} > /dev/null",
    "igzip -dc, xtract (title, abstract)": "igzip -dc {file} | xtract -pattern PubmedArticle "
    "-element MedlineCitation/PMID ArticleTitle AbstractText > /dev/null 2>&1",
}


def scan(path: Path) -> Callable[[], int]:
    from pipeline.pubmed.sieve import Sieve
    from pipeline.scan import modality_terms

    sieve = Sieve(modality_terms(ROOT / "protocol"))
    return lambda: len(sieve.pick(path).seen)


def full_parse(path: Path) -> Callable[[], int]:
    from isal import igzip

    from pipeline.pubmed.articles import read_articles
    from pipeline.records import Article

    def run():
        with igzip.open(path) as xml:
            items = read_articles(xml, where=path)
            return sum(isinstance(item, Article) for item in items)

    return run


def lxml_iterparse(path: Path) -> Callable[[], int]:
    from isal import igzip
    from lxml import etree

    def run():
        n = 0
        with igzip.open(path) as xml:
            for _, record in etree.iterparse(xml, tag="PubmedArticle"):
                record.findtext(".//ArticleTitle")
                [text.text for text in record.iterfind(".//AbstractText")]
                record.clear()
                n += 1
        return n

    return run


def pubmed_parser(path: Path) -> Callable[[], int]:
    import pubmed_parser

    return lambda: sum(1 for _ in pubmed_parser.parse_medline_xml(str(path)))


def biopython(path: Path) -> Callable[[], int]:
    import gzip

    from Bio import Entrez

    def run():
        with gzip.open(path) as xml:
            return len(Entrez.read(xml)["PubmedArticle"])

    return run


READERS = {
    "this project, scan": scan,
    "this project, full parse": full_parse,
    "lxml iterparse (title, abstract)": lxml_iterparse,
    "pubmed_parser": pubmed_parser,
    "Biopython Entrez.read": biopython,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", type=Path, default=real_file(), help="a PubMed file")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], help="a row to leave out")
    parser.add_argument("--reader", choices=READERS, help="run this one here, print the figures")
    settings = parser.parse_args()
    if settings.reader:
        measure_here(settings.reader, settings.file)
        return
    compare(settings.file, settings.runs, settings.without)
    grow(settings.file)


def measure_here(reader: str, path: Path) -> None:
    run = READERS[reader](path)
    started = time.process_time()
    n = run()
    seconds = time.process_time() - started
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, n)


def children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def compare(path: Path, runs: int, without: list[str]) -> None:
    rows = [name for name in (*COMMANDS, *READERS) if name not in without]
    rows = [name for name in rows if all(map(shutil.which, tools_of(name)))]
    seconds: dict[str, list[float]] = {name: [] for name in rows}
    memory: dict[str, int] = {}
    for _ in range(runs):
        for name in rows:
            if name in COMMANDS:
                started = children_seconds()
                command = COMMANDS[name].format(file=path)
                subprocess.run(command, shell=True, check=True, preexec_fn=one_core)
                seconds[name].append(children_seconds() - started)
            else:
                command = [sys.executable, "-m", "benchmarks.scan", "--file", path]
                done = subprocess.run(
                    [*command, "--reader", name],
                    cwd=ROOT,
                    check=True,
                    preexec_fn=one_core,
                    stdout=subprocess.PIPE,
                )
                took, megabytes, _ = done.stdout.split()
                seconds[name].append(float(took))
                memory[name] = max(int(megabytes), memory.get(name, 0))
    median = {name: statistics.median(times) for name, times in seconds.items()}
    floor = median[rows[0]]
    print(f"\n{path.name}, one core, median of {runs} (fastest–slowest)\n")
    print("| reader | seconds | times the floor | MB |\n| --- | ---: | ---: | ---: |")
    for name in sorted(rows, key=median.get):
        spread = f"{min(seconds[name]):.3f}–{max(seconds[name]):.3f}"
        print(
            f"| {name} | {median[name]:.3f} ({spread}) | {median[name] / floor:.2f} "
            f"| {memory.get(name, '')} |"
        )


def tools_of(name: str) -> list[str]:
    return [tool for tool in ("igzip", "xtract", "gzip") if tool in COMMANDS.get(name, "").split()]


def grow(path: Path) -> None:
    print("\n| files | one process, s | two workers, s |\n| ---: | ---: | ---: |")
    last = 0.0
    for n in (1, 2, 4, 8):
        took = [scan_folder(path, n, workers) for workers in (1, 2)]
        last = took[0] / n
        print(f"| {n} | {took[0]:.1f} | {took[1]:.1f} |")
    hours = last * FILES_OF_PUBMED / 3600
    print(f"\n{FILES_OF_PUBMED:,} files at {last:.2f} s each on one core: {hours:.1f} hours")


def scan_folder(path: Path, n: int, workers: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        baseline = Path(folder, "baseline")
        baseline.mkdir()
        for number in range(n):
            (baseline / f"pubmed{number:04}.xml.gz").symlink_to(path.resolve())
        command = [sys.executable, "-m", "pipeline", "scan", "--baseline", baseline]
        command += ["--protocol", "protocol", "--workers", str(workers)]
        started = time.perf_counter()
        subprocess.run(
            [*command, "--snapshot", Path(folder, "snapshot")],
            cwd=ROOT,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return time.perf_counter() - started


if __name__ == "__main__":
    main()
