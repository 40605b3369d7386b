"""`import`: files that a person exported from PubMed → a snapshot.

XML is taken as it is, MEDLINE format (`.nbib`, `.txt`) is written as PubMed XML; either may be
gzipped. What a file holds is seen from its content, not from its name.
"""

import argparse
import codecs
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from isal import igzip
from lxml import etree
from tqdm import tqdm

from pipeline.errors import RecordError
from pipeline.pubmed.medline import read_medline
from pipeline.pubmed.stream import (
    DAMAGED_GZIP,
    DOCTYPE,
    Deletion,
    damaged_gzip,
    identity,
    read_xml,
)
from pipeline.snapshot import SnapshotWriter, sha256_of

_ENDINGS = (".xml", ".nbib", ".txt")
_GZIP = b"\x1f\x8b"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to take in, and where to."""
    parser.add_argument(
        "--from",
        dest="source",
        required=True,
        help="a file exported from PubMed (XML or MEDLINE format, gzipped or not), or a folder",
    )
    parser.add_argument("--snapshot", type=Path, required=True, help="folder of raw records")


def run(*, source: str, snapshot: Path) -> None:
    """Make the snapshot of the files; a file that cannot be read leaves it as it was."""
    files = exported_files(source)
    inputs = {path.name: sha256_of(path) for path in files}
    with SnapshotWriter(snapshot, source="import", kind="import", inputs=inputs) as writer:
        for path in tqdm(files, desc="import", unit=" files", disable=not sys.stderr.isatty()):
            with as_xml(path) as (xml, pmids):
                writer.add(xml, pmids)
    brought = [pmid for batch in writer.batches for pmid in batch.pmids]
    lost = writer.replaced.pmids.difference(brought) if writer.replaced else ()
    if lost:
        print(
            f"{snapshot}: {len(lost):,} records of the import before are no longer in it, as an "
            "import replaces its corpus; to have them together, import a folder with all files",
            file=sys.stderr,
        )
    count = len(brought)
    print(f"{count:,} records from {len(files)} file{'s'[: len(files) > 1]} in {snapshot}")


def exported_files(source: str) -> list[Path]:
    """The file, or those of the folder whose names end as PubMed's exports do, by name."""
    path = Path(source)
    if source and path.is_dir():
        files = sorted(
            file
            for file in path.iterdir()
            if file.name.lower().removesuffix(".gz").endswith(_ENDINGS)
        )
        if files:
            return files
    elif path.is_file():
        return [path]
    raise RecordError(
        source or "import",
        "there is no file to import",
        right=f"a file, or a folder with files in {', '.join(_ENDINGS)} (.gz or not)",
        do="run `make import FROM=path CORPUS=name`",
    )


@contextmanager
def as_xml(path: Path) -> Iterator[tuple[BinaryIO, list[int]]]:
    """Give a file's records as PubMed XML that has been read to its end, and their PMIDs."""
    with ExitStack() as opened:
        xml = opened.enter_context(unpacked(path))
        if not (_starts_as_xml(xml, path) or ".xml" in path.suffixes):
            xml = opened.enter_context(_medline_as_xml(xml, path))
        records = (item for item in read_xml(xml, where=path) if not isinstance(item, Deletion))
        pmids = [identity(record)[0] for record in records]
        if not pmids:
            raise RecordError(path, "there is no record in it", do="export it again")
        xml.seek(0)
        yield xml, pmids


def unpacked(path: Path) -> BinaryIO:
    """The file's content, unpacked where it is gzipped."""
    with path.open("rb") as file:
        is_packed = file.read(2) == _GZIP
    return igzip.open(path, "rb") if is_packed else path.open("rb")


def _starts_as_xml(file: BinaryIO, path: Path) -> bool:
    try:
        start = file.read(64)
        file.seek(0)
    except DAMAGED_GZIP as error:
        raise damaged_gzip(path, error) from None
    if not start:
        raise RecordError(path, "the file is empty", do="export it again")
    return start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")


@contextmanager
def _medline_as_xml(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as xml:
        try:
            with (
                io.TextIOWrapper(file, encoding="utf-8-sig") as lines,
                etree.xmlfile(xml, encoding="utf-8") as out,
            ):
                out.write_declaration()
                out.write_doctype(DOCTYPE)
                with out.element("PubmedArticleSet"):
                    for record in read_medline(lines, where=path):
                        out.write(record, pretty_print=True)
        except UnicodeDecodeError as error:
            raise RecordError(
                path, f"the text is not UTF-8 ({error.reason})", do="export the file again"
            ) from None
        except DAMAGED_GZIP as error:
            raise damaged_gzip(path, error) from None
        xml.seek(0)
        yield xml
