"""`fetch` end to end: the snapshot equals the store, whatever happens on the way."""

import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.__main__ import main
from pipeline.entrez.client import Patience
from pipeline.errors import EntrezError, SnapshotError
from pipeline.fetch import run
from pipeline.lock import only_writer
from pipeline.snapshot import load_snapshot
from tests.eutils_server import CONTENT_FAULTS, FAULTS, serve
from tests.pubmed_store import make_store

ROOT = Path(__file__).parent.parent
QUICK = Patience(
    tries=30, spacing=0.0, first_wait=0.001, longest_wait=0.01, longest_retry_after=0.01
)
KEY = "5ec7e75ec7e7"


@pytest.fixture(scope="module")
def protocol(tmp_path_factory):
    folder = tmp_path_factory.mktemp("protocol")
    (folder / "search.toml").write_text(
        'title = "Needling"\nquestion = "Does it help?"\narticle = "An article"\n'
        'query = """\nneedling[tiab] # the intervention\nAND numb*[tiab]\n"""\n'
    )
    return folder


@pytest.fixture
def eutils(monkeypatch):
    monkeypatch.setenv("NCBI_EMAIL", "a@example.org")
    monkeypatch.delenv("NCBI_API_KEY", raising=False)
    with serve(make_store(45)) as server:
        monkeypatch.setenv("EUTILS_BASE_URL", server.url)
        yield server


@pytest.fixture
def fetch(protocol, tmp_path):
    """Fetch into `tmp_path/pubmed` in batches of ten."""

    def fetch(**changes):
        given = {"snapshot": tmp_path / "pubmed", "batch_size": 10, "patience": QUICK, **changes}
        run(protocol=protocol, **given)
        return load_snapshot(given["snapshot"])

    return fetch


def held(snapshot):
    """The XML of each record of the corpus; a later batch wins, what is withdrawn is left out."""
    found = {}
    for _, xml in snapshot:
        for record in etree.parse(xml).getroot():
            found[int(record.findtext(".//PMID"))] = etree.tostring(record, encoding="unicode")
    return {pmid: xml.strip() for pmid, xml in found.items() if pmid in snapshot.manifest.pmids}


def in_store(eutils):
    return {
        pmid: etree.tostring(etree.fromstring(xml), encoding="unicode")
        for pmid, xml in eutils.store.served.items()
    }


def asked_for(requests):
    """The PMIDs of each EFetch request."""
    return [tuple(map(int, request.parameters["id"].split(","))) for request in requests]


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.xml.gz"))}


def without_circumstances(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    for run_ in manifest["runs"]:
        del run_["started"], run_["finished"], run_["code_version"]
    return manifest


def test_the_snapshot_is_what_pubmed_sent(eutils, fetch):
    snapshot = fetch()
    assert held(snapshot) == in_store(eutils)
    pmids = [batch.pmids for batch in snapshot.manifest.batches]
    assert [len(batch) for batch in pmids] == [10, 10, 10, 10, 5]
    for batch, xml in snapshot:
        assert xml.read().decode() == eutils.fetch({"id": ",".join(map(str, batch.pmids))})
        header = (snapshot.folder / batch.file).read_bytes()[:10]
        assert header[3] == 0, "no file name in the gzip header"
        assert header[4:8] == bytes(4), "no time in the gzip header"
    (only,) = snapshot.manifest.runs
    assert only.query == "needling[tiab] AND numb*[tiab]"
    assert only.translation == "needling[tiab] AND numb*[tiab] translated"
    assert only.count == 45
    assert only.started <= only.finished
    assert only.code_version.startswith("0.")
    assert sorted(p.name for p in snapshot.folder.iterdir() if p.suffix != ".gz") == [
        "manifest.json"
    ]


def patient_faults():
    """Faults that end, with no more than four in a row that look like records not served."""

    def spare(faults):
        spared, row = [], 0
        for fault in faults:
            row = row + 1 if fault in CONTENT_FAULTS else 0
            spared.append(None if row == 5 else fault)
            row %= 5
        return spared

    return st.lists(st.sampled_from((None, *FAULTS)), max_size=25).map(spare)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(faults=patient_faults(), unserved=st.sets(st.integers(0, 44), max_size=3))
def test_after_any_faults_that_end_the_snapshot_equals_the_store(eutils, fetch, faults, unserved):
    eutils.store = make_store(45)
    pmids = list(eutils.store.records)
    for number in unserved:
        eutils.store.change(pmids[number], is_served=False)
    eutils.misbehave(faults)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = fetch(snapshot=Path(folder) / "pubmed")
        assert held(snapshot) == in_store(eutils)
        missing = {record.pmid for record in snapshot.manifest.missing}
        assert missing == {pmids[number] for number in unserved}


def test_one_bad_batch_fails_the_run_by_name_and_leaves_no_manifest(eutils, fetch, tmp_path):
    eutils.misbehave([None] * 4 + ["502"] * 100)
    with pytest.raises(EntrezError, match=r"^EFetch of batch 3 \(PMIDs \d+ to \d+\): no good"):
        fetch(patience=Patience(tries=3, spacing=0.0, first_wait=0.001))
    assert (tmp_path / "pubmed" / "last-bad-reply.txt").exists()
    with pytest.raises(SnapshotError, match="an unfinished run"):
        load_snapshot(tmp_path / "pubmed")
    done = len(eutils.requests)
    eutils.misbehave([])
    assert held(fetch()) == in_store(eutils)
    assert len(eutils.requests) - done == 3


def test_a_whole_snapshot_is_left_alone(eutils, fetch, capsys):
    fetch()
    done = len(eutils.requests)
    fetch()
    assert len(eutils.requests) == done
    assert "`make update`" in capsys.readouterr().err


def test_a_damaged_batch_is_brought_again(eutils, fetch):
    first = fetch()
    damaged, lost = first.manifest.batches[1:3]
    content = (first.folder / damaged.file).read_bytes()
    (first.folder / damaged.file).write_bytes(content[:-20])
    (first.folder / lost.file).unlink()
    with pytest.raises(SnapshotError, match=r"is not there; run `make fetch`"):
        load_snapshot(first.folder)
    n = len(eutils.of("efetch"))
    second = fetch()
    assert held(second) == in_store(eutils)
    assert sorted(p for pmids in asked_for(eutils.of("efetch")[n:]) for p in pmids) == sorted(
        damaged.pmids + lost.pmids
    )
    assert [run.is_repair for run in second.manifest.runs] == [False, True]


def test_another_query_brings_what_it_adds_and_drops_what_it_leaves_out(
    eutils, fetch, tmp_path, protocol
):
    fetch()
    other = tmp_path / "protocol"
    other.mkdir()
    text = (protocol / "search.toml").read_text()
    (other / "search.toml").write_text("min_date = 2010-01-01\n" + text)
    run(protocol=other, snapshot=tmp_path / "pubmed", patience=QUICK)
    recent = {p for p, r in eutils.store.records.items() if r.edat >= date(2010, 1, 1)}
    manifest = load_snapshot(tmp_path / "pubmed").manifest
    assert manifest.pmids == recent
    assert manifest.runs[-1].query.endswith('AND ("2010/01/01"[edat] : "3000"[edat])')


def test_an_update_brings_new_changed_and_withdrawn(eutils, fetch):
    first = fetch()
    raw = files(first.folder)
    gone, retracted, unserved, *_ = eutils.store.records
    today = date.today()
    notice = max(eutils.store.records) + 1
    eutils.store.delete(gone)
    eutils.store.change(unserved, is_served=False, mdat=today)
    eutils.store.change(retracted, retracted_by=notice, mdat=today)
    eutils.store.add(*make_store(1, seed=9).records.values())
    eutils.store.change(new := max(make_store(1, seed=9).records), edat=today, mdat=today)
    n = len(eutils.of("efetch"))
    second = fetch(update=True)
    assert held(second) == in_store(eutils)
    assert "RetractionIn" in held(second)[retracted]
    assert set(asked_for(eutils.of("efetch")[n:])[0]) == {new, retracted, unserved}
    assert raw.items() <= files(second.folder).items()
    assert {(d.pmid, d.run) for d in second.manifest.deleted} == {(gone, 2), (unserved, 2)}
    assert [r.kind for r in second.manifest.runs] == ["search", "update"]
    assert {batch.run for batch in second.manifest.batches} == {1, 2}
    started, since = second.manifest.runs[0].started[:10], second.manifest.runs[1].since
    assert date.fromisoformat(started) - date.fromisoformat(since) == timedelta(days=3)


def test_a_record_that_comes_back_is_brought_again(eutils, fetch):
    pmid = next(iter(eutils.store.records))
    record = eutils.store.records[pmid]
    fetch()
    eutils.store.delete(pmid)
    assert pmid not in fetch(update=True).manifest.pmids
    eutils.store.add(record)
    third = fetch(update=True)
    assert held(third) == in_store(eutils)
    assert third.manifest.deleted[0].pmid == pmid


def test_a_failed_update_does_not_move_the_cursor(eutils, fetch):
    snapshot = fetch()
    pmid = next(iter(eutils.store.records))
    eutils.store.change(pmid, title="Changed", mdat=date.today())
    eutils.misbehave([None] * 4 + ["500"] * 100)
    with pytest.raises(EntrezError):
        fetch(update=True, patience=Patience(tries=2, spacing=0.0, first_wait=0.001))
    assert len(load_snapshot(snapshot.folder).manifest.runs) == 1
    eutils.misbehave([])
    assert "Changed" in held(fetch(update=True))[pmid]


def test_when_changes_cannot_be_listed_all_records_are_brought_again(
    eutils, fetch, monkeypatch, capsys
):
    fetch()
    monkeypatch.setattr("pipeline.entrez.listing.LISTED_AT_MOST", 20)
    monkeypatch.setattr("tests.eutils_server.LISTED_AT_MOST", 20)
    for pmid in eutils.store.records:
        eutils.store.change(pmid, mdat=date.today(), title="Revised for the year")
    assert held(fetch(update=True)) == in_store(eutils)
    assert "all 45 records held are brought again" in capsys.readouterr().err


@pytest.mark.parametrize("lies", [["no_match"], ["no_match"] * 2])
def test_a_search_that_finds_nothing_for_once_deletes_nothing(eutils, fetch, lies):
    fetch()
    eutils.misbehave(lies)
    assert held(fetch(update=True)) == in_store(eutils)


def test_what_pubmed_remarks_on_the_query_is_told_and_kept(eutils, fetch, capsys):
    eutils.unknown_phrases = ("needling",)
    warning = "PhraseNotFound: needling"
    assert fetch().manifest.runs[0].warnings == (warning,)
    assert f"PubMed warns: {warning}" in capsys.readouterr().err


def test_no_records_make_an_empty_snapshot(eutils, fetch, capsys):
    eutils.store.records.clear()
    assert fetch().manifest.batches == ()
    assert "No items found" in capsys.readouterr().err


def test_a_big_job_is_told_of_off_peak_hours(eutils, fetch, capsys):
    eutils.store = make_store(110)
    fetch(batch_size=1)
    assert "9 pm and 5 am US Eastern" in capsys.readouterr().err


def test_the_second_writer_is_told_who_is_first(eutils, fetch, tmp_path):
    with (
        only_writer(tmp_path / "pubmed"),
        pytest.raises(
            SnapshotError,
            match=rf"pubmed: process {os.getpid()} on \S+ since 2\S+ is writing to it",
        ),
    ):
        fetch()
    assert not eutils.requests
    assert held(fetch()) == in_store(eutils)


def test_a_lock_left_by_a_dead_process_is_no_hindrance(eutils, fetch, tmp_path):
    (tmp_path / "pubmed").mkdir()
    (tmp_path / "pubmed" / ".lock").write_text("process 1 on elsewhere since yesterday\n")
    assert held(fetch()) == in_store(eutils)


def test_a_snapshot_of_another_kind_is_not_touched(eutils, fetch, tmp_path):
    fetch()
    path = tmp_path / "pubmed" / "manifest.json"
    path.write_text(path.read_text().replace('"eutils"', '"import"'))
    with pytest.raises(SnapshotError, match="another kind"):
        fetch(update=True)


# The real process from here on.


def command(protocol, snapshot):
    return [
        sys.executable, "-m", "pipeline", "fetch", "--protocol", protocol, "--snapshot", snapshot
    ]  # fmt: skip


def environment(eutils, **more):
    return {**os.environ, "NCBI_EMAIL": "a@example.org", "EUTILS_BASE_URL": eutils.url, **more}


def test_killed_at_any_moment_it_goes_on_and_ends_the_same(protocol, tmp_path):
    """SIGKILL, some time after a request chosen at random; what is on disk is not asked again."""
    chance = random.Random(7)
    folder = tmp_path / "killed"
    processes = []

    with serve(make_store(3_000)) as eutils:
        given = environment(eutils, NCBI_API_KEY=KEY)
        subprocess.run(command(protocol, tmp_path / "unbroken"), cwd=ROOT, env=given, check=True)
        for _ in range(8):
            before = {batch: path for path in folder.glob("0*.gz") if (batch := pmids_in(path))}
            n = len(eutils.of("efetch"))
            countdown = iter([False] * chance.randint(0, 4) + [True])

            def kill_soon(_, countdown=countdown):
                if next(countdown, False):
                    threading.Timer(chance.uniform(0, 0.15), processes[-1].kill).start()

            eutils.on_request = kill_soon
            processes.append(subprocess.Popen(command(protocol, folder), cwd=ROOT, env=given))
            processes[-1].wait()
            assert not before.keys() & set(asked_for(eutils.of("efetch")[n:]))
        eutils.on_request = None
        subprocess.run(command(protocol, folder), cwd=ROOT, env=given, check=True)
    assert sum(process.returncode == -signal.SIGKILL for process in processes) >= 4
    assert files(folder) == files(tmp_path / "unbroken")
    assert without_circumstances(folder) == {
        **without_circumstances(tmp_path / "unbroken"),
        "corpus": "killed",
    }


def pmids_in(path):
    root = etree.fromstring(gzip.decompress(path.read_bytes()))
    return tuple(int(record.findtext(".//PMID")) for record in root)


def test_the_key_is_nowhere(protocol, tmp_path):
    with serve(make_store(400)) as eutils:
        eutils.misbehave(["429", None, "json", None, "error", None, "short_body", None])
        given = environment(eutils, NCBI_API_KEY=KEY)
        done = subprocess.run(
            command(protocol, tmp_path / "pubmed"),
            cwd=ROOT,
            env=given,
            capture_output=True,
            check=False,
        )
        assert any(request.fault in ("429", "json") for request in eutils.requests)
        assert all(request.parameters["api_key"] == KEY for request in eutils.requests)
        eutils.misbehave(["json"] * 100)
        script = (
            "from pathlib import Path; from pipeline.fetch import run;"
            "from pipeline.entrez.client import Patience;"
            f"run(protocol=Path({str(protocol)!r}), snapshot=Path('failed'),"
            "patience=Patience(tries=2, first_wait=0.01))"
        )
        failed = subprocess.run(
            [sys.executable, "-c", script],
            cwd=tmp_path,
            env={**given, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
    assert done.returncode == 0
    assert b"EntrezError" in failed.stderr, "a traceback, as from a bug"
    said = [done.stdout, done.stderr, failed.stdout, failed.stderr]
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    written += [gzip.decompress(w) for w in written if w.startswith(b"\x1f\x8b")]
    assert len(written) > 5
    assert not any(KEY.encode() in text for text in said + written)
    assert b"%|" not in done.stderr, "no progress bar where nobody watches"


def test_a_folder_that_cannot_be_is_one_clear_line(eutils, protocol, tmp_path, capsys):
    (tmp_path / "file").touch()
    assert main([*map(str, command(protocol, tmp_path / "file/pubmed")[3:])]) == 2
    assert capsys.readouterr().err.endswith("Not a directory; mend that, and run it again\n")


def test_a_disk_that_is_full_is_one_clear_line_and_nothing_is_lost(
    eutils, protocol, tmp_path, capsys
):
    """The limit on the size of files stands for the disk's end."""
    given = [*map(str, command(protocol, tmp_path / "pubmed")[3:])]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        assert main(given) == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (
        capsys.readouterr().err == "error: the disk: File too large; mend that, and run it again\n"
    )
    assert [path.name for path in (tmp_path / "pubmed").iterdir()] == ["plan.json"]
    assert main(given) == 0
    assert held(load_snapshot(tmp_path / "pubmed")) == in_store(eutils)


def test_memory_does_not_grow_with_the_number_of_records(protocol, tmp_path):
    script = (
        "import sys; from pathlib import Path; from pipeline.__main__ import main;"
        "status = main(sys.argv[1:]);"
        "lines = Path('/proc/self/status').read_text().splitlines();"
        "print(*(line.split()[1] for line in lines if line.startswith('VmHWM')));"
        "sys.exit(status)"
    )
    used = {}
    for n in (200, 4_000):
        with serve(make_store(n, n_sentences=60)) as eutils:
            done = subprocess.run(
                [sys.executable, "-c", script, *command(protocol, tmp_path / str(n))[3:]],
                cwd=ROOT,
                env=environment(eutils, NCBI_API_KEY=KEY),
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
        used[n] = int(done.stdout.split()[-1]) / 1024
    assert used[4_000] < 150
    assert used[4_000] - used[200] < 20


def test_an_address_is_asked_for_before_anything_is_made(protocol, tmp_path):
    given = {k: v for k, v in os.environ.items() if k != "NCBI_EMAIL"}
    done = subprocess.run(
        command(protocol, tmp_path / "pubmed"),
        cwd=ROOT,
        env=given,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "NCBI_EMAIL" in done.stderr
    assert not (tmp_path / "pubmed").exists()
