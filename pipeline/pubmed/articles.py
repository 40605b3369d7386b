"""Files of PubMed XML as articles, quickly where the file is laid out as NLM lays it out.

Such a file is cut at the end tags of its records; a plain record is read from its bytes, of another
what can be, and the rest parsed. What is laid out in another way, or does not parse, is left to
`read_xml`, which knows all layouts and tells what is wrong.
"""

import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from lxml import etree
from stringzilla import Str

from pipeline.errors import RecordError
from pipeline.pubmed.article import article_from_xml, journal_article
from pipeline.pubmed.fragments import fragments_read
from pipeline.pubmed.plain import plain_record
from pipeline.pubmed.stream import (
    DAMAGED_GZIP,
    PARSER_SETTINGS,
    Deletion,
    read_xml,
)
from pipeline.records import Article

_CHUNK_BYTES = 256 << 10
_END = b"</PubmedArticle>"
_START = re.compile(
    rb"\s*<PubmedArticle>\s*<MedlineCitation(?: [^<>]*[^<>/])?>\s*"
    rb'<PMID(?: Version="[0-9]{1,8}")?>\s*[0-9]{1,8}\s*</PMID>'
)
_SET, _END_OF_SET = b"<PubmedArticleSet>", b"</PubmedArticleSet>"


class _UnusualLayoutError(ValueError):
    """The file is not laid out as NLM lays it out."""


def read_articles(xml: BinaryIO, *, where: object) -> Iterator[Article | Deletion]:
    """Give the articles of a seekable file and what it withdraws, in order.

    `RecordError` as from `read_xml`, but that nothing is said of damage inside lists of references.
    """
    start = xml.tell()
    n = 0
    try:
        for item in _articles(xml, where):
            yield item
            n += 1
    except (_UnusualLayoutError, etree.XMLSyntaxError, RecordError, *DAMAGED_GZIP):
        xml.seek(start)
        yield from map(_article, islice(read_xml(xml, where=where), n, None))


def _articles(xml: BinaryIO, where: object) -> Iterator[Article | Deletion]:
    parser = etree.XMLParser(**PARSER_SETTINGS, collect_ids=False)
    rest = _after_head(xml.read(_CHUNK_BYTES), parser)
    while True:
        *records, rest = _cut(rest)
        # one step after the other, while the processor has its code at hand
        emptied = [fragments_read(_at_start(record)) for record in records]
        for record, (kept, values) in zip(records, emptied, strict=True):
            plain = plain_record(kept, values)
            if plain:
                yield journal_article(plain)
                continue
            article = article_from_xml(etree.fromstring(kept, parser), values)
            # where an element stood in an unusual place, only the record whole tells what it says
            yield article_from_xml(etree.fromstring(record, parser)) if values else article
        chunk = xml.read(_CHUNK_BYTES)
        if not chunk:
            break
        if not records:
            _at_start(rest)
        rest += chunk
    yield from map(_article, read_xml(io.BytesIO(_SET + rest), where=where))


def _article(item: etree._Element | Deletion) -> Article | Deletion:
    return item if isinstance(item, Deletion) else article_from_xml(item)


def _after_head(chunk: bytes, parser: etree.XMLParser) -> bytes:
    """What follows the set's start tag, where nothing before it changes how records read."""
    head, start, rest = chunk.partition(_SET)
    root = etree.fromstring(head + start + _END_OF_SET, parser)
    encoding = root.getroottree().docinfo.encoding or "UTF-8"
    if not start or b"[" in head or encoding.upper() != "UTF-8":
        raise _UnusualLayoutError
    return rest


def _cut(chunk: bytes) -> list[bytes]:
    """The records that end in the chunk, and what follows them."""
    find, start, pieces = Str(chunk).find, 0, []
    while (end := find(_END, start)) >= 0:
        end += len(_END)
        pieces.append(chunk[start:end])
        start = end
    return [*pieces, chunk[start:]]


def _at_start(record: bytes) -> bytes:
    if not _START.match(record):
        raise _UnusualLayoutError
    return record
