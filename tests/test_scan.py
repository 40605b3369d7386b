"""`make scan`: updates in their order, checksums, resuming, and work that Dask shares out."""

import gzip
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import dask
import pytest

from pipeline.__main__ import main
from pipeline.parse import run as parse
from pipeline.pubmed.sieve import Sieve
from pipeline.records import Article, read_records
from pipeline.scan import modality_terms
from pipeline.scanning import workers
from pipeline.snapshot import load_snapshot
from tests.yearly_files import document, real_file, record

ROOT = Path(__file__).parent.parent


def deletion(*pmids):
    named = "".join(f'<PMID Version="1">{pmid}</PMID>' for pmid in pmids)
    return f"<DeleteCitation>\n{named}\n</DeleteCitation>"


@pytest.fixture
def baseline(tmp_path):
    """A folder to which files are added by number."""
    folder = tmp_path / "baseline"
    folder.mkdir()

    def add(number, *records, deleted="", md5=True):
        path = folder / f"pubmed24n{number:04}.xml.gz"
        path.write_bytes(gzip.compress(document(*records, deleted=deleted)))
        if md5:
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            path.with_name(f"{path.name}.md5").write_text(f"MD5({path.name})= {digest}\n")
        return path

    add.folder = folder
    return add


@pytest.fixture
def scan(tmp_path):
    """Scan a folder; give the exit status."""

    def run(folder, *more, snapshot="scanned"):
        settings = ["--baseline", str(folder), "--protocol", str(ROOT / "protocol")]
        return main(["scan", *settings, "--snapshot", str(tmp_path / snapshot), *more])

    return run


@pytest.fixture
def titles(tmp_path):
    """PMID and title of what a scan has published."""

    def read(snapshot="scanned"):
        articles = tmp_path / "articles.jsonl"
        parse(snapshot=tmp_path / snapshot, articles=articles)
        return {a.pmid: a.title for a in read_records(articles, Article)}

    return read


def test_matching_articles_become_a_snapshot(baseline, scan, titles, tmp_path):
    baseline(1, record(1, "On acupuncture."), record(2, "On beans."))
    baseline(2, record(3, "On moxibustion."))
    assert scan(baseline.folder) == 0
    assert titles() == {1: "On acupuncture.", 3: "On moxibustion."}
    manifest = load_snapshot(tmp_path / "scanned").manifest
    assert (manifest.source, manifest.runs[0].kind) == ("baseline", "scan")
    assert manifest.pmids == {1, 3}
    assert "moxibust*" in manifest.runs[0].query
    assert set(manifest.runs[0].inputs) == {"pubmed24n0001.xml.gz", "pubmed24n0002.xml.gz"}


def test_later_file_replaces(baseline, scan, titles):
    baseline(1, record(1, "Acupuncture, first."), record(2, "Acupuncture, kept."))
    baseline(2, record(1, "Acupuncture, corrected."))
    assert scan(baseline.folder) == 0
    assert titles() == {1: "Acupuncture, corrected.", 2: "Acupuncture, kept."}


def test_article_that_no_longer_matches_is_gone(baseline, scan, titles):
    baseline(1, record(1, "Acupuncture by mistake."), record(2, "Acupuncture."))
    baseline(2, record(1, "Beans."))
    assert scan(baseline.folder) == 0
    assert titles() == {2: "Acupuncture."}


def test_highest_version_counts_also_where_it_does_not_match(baseline, scan, titles):
    baseline(1, record(1, "Beans.", version=2), record(2, "Acupuncture 2.", version=2))
    baseline(2, record(1, "Acupuncture."), record(2, "Acupuncture 1."))
    assert scan(baseline.folder) == 0
    assert titles() == {2: "Acupuncture 2."}


def test_delete_citation_removes_and_a_later_file_brings_back(baseline, scan, titles):
    baseline(1, record(1, "Acupuncture."), record(2, "Acupuncture."), record(3, "Acupuncture."))
    baseline(2, record(9, "Beans."), deleted=deletion(1, 2, 77))
    baseline(3, record(2, "Acupuncture, back."))
    assert scan(baseline.folder) == 0
    assert titles() == {2: "Acupuncture, back.", 3: "Acupuncture."}


def test_scan_equals_parsing_everything(baseline, scan, titles, tmp_path):
    """The same files, taken in whole and asked of the vocabulary afterwards."""
    baseline(1, record(1, "Acu<i>puncture</i>."), record(2, "Moxa."), record(3, "Beans."))
    baseline(2, record(3, "TEAS at PC-6."), record(2, "Beans."), deleted=deletion(1))
    baseline(3, record(4, "An <i>electro</i>-acupuncture trial.", version=2))
    assert scan(baseline.folder) == 0
    whole = str(tmp_path / "whole")
    assert main(["import", "--from", str(baseline.folder), "--snapshot", whole]) == 0
    articles = tmp_path / "whole.jsonl"
    parse(snapshot=tmp_path / "whole", articles=articles)
    sieve = Sieve(modality_terms(ROOT / "protocol"))
    assert titles() == {
        a.pmid: a.title
        for a in read_records(articles, Article)
        if sieve.matches(a) and not a.is_deleted
    }


def test_bad_files_are_named_the_others_read_and_nothing_published(
    baseline, scan, titles, capsys, monkeypatch
):
    baseline(1, record(1, "Acupuncture."))
    assert scan(baseline.folder) == 0
    cut = baseline(2, record(2, "Acupuncture."), md5=False)
    cut.write_bytes(cut.read_bytes()[:-30])
    changed = baseline(3, record(3, "Acupuncture."))
    changed.write_bytes(gzip.compress(document(record(3, "Beans."))))
    baseline(4, record(4, "Acupuncture."))
    capsys.readouterr()
    assert scan(baseline.folder) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "2 of 3 files" in message
    assert "pubmed24n0002.xml.gz: the gzip data are cut off" in message
    assert "pubmed24n0003.xml.gz: its MD5 is" in message
    assert titles() == {1: "Acupuncture."}
    baseline(2, record(2, "Acupuncture."))
    baseline(3, record(3, "Acupuncture."))
    read = []
    real = workers.read_file
    monkeypatch.setattr(workers, "read_file", lambda p, t: read.append(p.name) or real(p, t))
    assert scan(baseline.folder) == 0
    assert read == ["pubmed24n0002.xml.gz", "pubmed24n0003.xml.gz"]
    assert set(titles()) == {1, 2, 3, 4}


def test_changed_file_is_read_again(baseline, scan, titles):
    baseline(1, record(1, "Acupuncture."))
    assert scan(baseline.folder) == 0
    path = baseline(1, record(1, "Acupuncture, the day after."))
    os.utime(path, ns=(1, 1))
    assert scan(baseline.folder) == 0
    assert titles() == {1: "Acupuncture, the day after."}


def test_no_files(scan, tmp_path, capsys):
    assert scan(tmp_path) == 2
    assert "there are no PubMed files" in capsys.readouterr().err


def test_local_cluster_gives_the_same(baseline, scan, titles):
    baseline(1, record(1, "Acupuncture."), record(2, "Beans."))
    baseline(2, record(1, "Acupuncture again."), record(3, "Moxa."))
    assert scan(baseline.folder, "--workers", "2") == 0
    assert titles() == {1: "Acupuncture again.", 3: "Moxa."}


def test_scheduler_that_does_not_answer(baseline, scan, capsys):
    baseline(1, record(1, "Acupuncture."))
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        assert scan(baseline.folder, "--scheduler", "tcp://127.0.0.1:9") == 2
    assert "no Dask scheduler answers" in capsys.readouterr().err


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers on loopback, as people run them: processes of their own."""
    address = tmp_path / "scheduler.json"
    started = []

    def start(kind, *settings):
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *settings]
        log = (tmp_path / f"{kind}{len(started)}.log").open("w")
        started.append(
            subprocess.Popen([*command, "--no-dashboard"], cwd=ROOT, stdout=log, stderr=log)
        )
        log.close()
        return started[-1]

    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(address))
    members = [
        start("worker", "--scheduler-file", str(address), "--nthreads", "1", "--no-nanny")
        for _ in range(2)
    ]
    yield address, members
    for process in started:
        process.kill()
        process.wait()


def test_worker_killed_in_the_middle_changes_nothing(cluster, scan, tmp_path):
    address, members = cluster
    one, many = tmp_path / "one", tmp_path / "many"
    for folder, n in ((one, 1), (many, 6)):
        folder.mkdir()
        for number in range(n):
            (folder / f"pubmed24n{number:04}.xml.gz").symlink_to(real_file())
    deadline = time.monotonic() + 60
    while not address.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    scheduler = json.loads(address.read_text())["address"]
    command = [sys.executable, "-m", "pipeline", "scan", "--baseline", str(many)]
    command += ["--protocol", "protocol", "--snapshot", str(tmp_path / "shared")]
    scanning = subprocess.Popen([*command, "--scheduler", scheduler], cwd=ROOT)
    kept = tmp_path / "shared" / ".scan"
    while not list(kept.glob("*.npz")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(list(kept.glob("*.npz"))) < 6
    members[0].kill()
    assert scanning.wait(timeout=120) == 0
    assert scan(one, snapshot="alone") == 0
    shared, alone = (load_snapshot(tmp_path / name).manifest.pmids for name in ("shared", "alone"))
    assert shared == alone
    assert len(shared) > 5
