"""Snapshots: complete or refused, and never half-made."""

import io
import json
from datetime import UTC, datetime

import pytest

from pipeline.errors import SnapshotError
from pipeline.lock import only_writer
from pipeline.manifest import Batch, Deleted, Manifest, Run
from pipeline.snapshot import SnapshotWriter, load_snapshot


def make(folder, *batches, source="import", **settings):
    with SnapshotWriter(folder, source=source, kind="import", **settings) as writer:
        for number, xml in enumerate(batches, start=1):
            writer.add(io.BytesIO(xml), [number])
    return folder


def contents(folder):
    return [xml.read() for _, xml in load_snapshot(folder)]


def test_batches_come_back_in_order_with_their_pmids(tmp_path):
    folder = make(tmp_path / "mine", b"<a/>", b"<b/>", note="two", inputs={"a.xml": "0f"})
    snapshot = load_snapshot(folder)
    assert [(batch.pmids, xml.read()) for batch, xml in snapshot] == [
        ((1,), b"<a/>"),
        ((2,), b"<b/>"),
    ]
    manifest = snapshot.manifest
    assert (manifest.corpus, manifest.note, manifest.runs[0].inputs) == (
        "mine",
        "two",
        {"a.xml": "0f"},
    )
    assert manifest.pmids == {1, 2}


def test_the_same_input_at_the_same_time_gives_the_same_bytes(tmp_path):
    def now():
        return datetime(2024, 5, 1, tzinfo=UTC)

    made = [make(tmp_path / n / "mine", b"<a/>", now=now) for n in "12"]
    once, again = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in made)
    assert once == again


def test_a_new_import_replaces_the_old_one(tmp_path):
    folder = make(tmp_path / "mine", b"<a/>", b"<b/>")
    make(folder, b"<c/>")
    assert contents(folder) == [b"<c/>"]
    assert len(list(folder.iterdir())) == 2


def test_an_import_that_fails_leaves_the_old_one(tmp_path):
    folder = make(tmp_path / "mine", b"<a/>")
    for other in (folder, tmp_path / "new"):
        with (
            pytest.raises(ZeroDivisionError),
            SnapshotWriter(other, source="import", kind="import") as writer,
        ):
            writer.add(io.BytesIO(b"<a/>"), [1])
            writer.add(io.BytesIO(b"<c/>"), [2])
            raise ZeroDivisionError
    assert contents(folder) == [b"<a/>"]
    assert len(list(folder.iterdir())) == 2
    assert not (tmp_path / "new").exists()


def test_a_snapshot_is_not_replaced_by_one_of_another_kind(tmp_path):
    folder = make(tmp_path / "mine", b"<a/>", source="digest")
    with pytest.raises(SnapshotError, match=r"another kind \(digest, not import\); .*CORPUS="):
        make(folder, b"<c/>")
    assert contents(folder) == [b"<a/>"]


def test_a_snapshot_that_another_process_writes_is_refused(tmp_path):
    with only_writer(tmp_path / "mine"), pytest.raises(SnapshotError, match="is writing to it"):
        make(tmp_path / "mine", b"<a/>")


def damage_batch(folder):
    path = next(folder.glob("*.xml.gz"))
    path.write_bytes(path.read_bytes() + b"x")


def lose_batch(folder):
    next(folder.glob("*.xml.gz")).unlink()


def lose_manifest(folder):
    (folder / "manifest.json").unlink()


def lose_everything(folder):
    lose_batch(folder)
    lose_manifest(folder)


def cut_manifest(folder):
    path = folder / "manifest.json"
    path.write_bytes(path.read_bytes()[:-30])


def change_manifest(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (damage_batch, r"0001-00001-\w+\.xml\.gz: its SHA-256 is .*; make the snapshot again"),
        (lose_batch, "is not there; make the snapshot again"),
        (lose_manifest, "mine: an unfinished run: batches and no manifest"),
        (lose_everything, "mine: there is no snapshot here; run `make fetch`"),
        (cut_manifest, r"manifest\.json: the file: Invalid JSON"),
        (lambda folder: change_manifest(folder, surprise=1), r"manifest\.json: surprise: "),
        (lambda folder: change_manifest(folder, format=2), r"manifest\.json: format: "),
    ],
)
def test_a_damaged_snapshot_is_one_clear_line(tmp_path, harm, message):
    folder = make(tmp_path / "mine", b"<a/>")
    harm(folder)
    with pytest.raises(SnapshotError, match=message) as caught:
        contents(folder)
    assert "\n" not in str(caught.value)


def test_withdrawn_until_a_later_run_brings_it_back():
    def batch(run, *pmids):
        return Batch(file=f"{run}.xml.gz", sha256="0", pmids=pmids, date="2024-01-01", run=run)

    runs = tuple(Run(run=n, kind="update", started="", finished="") for n in (1, 2, 3))
    deleted = (Deleted(pmid=1, run=2), Deleted(pmid=2, run=3))
    manifest = Manifest(
        corpus="c",
        source="eutils",
        runs=runs,
        deleted=deleted,
        batches=(batch(1, 1, 2, 3), batch(3, 1)),
    )
    assert manifest.withdrawn == {2}
    assert manifest.pmids == {1, 3}
