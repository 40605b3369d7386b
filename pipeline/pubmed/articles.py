"""Files of PubMed XML as articles, quickly where the file is laid out as NLM lays it out.

Such a file is cut at the end tags of its records, and each record is trimmed of what need not be
parsed and parsed alone. What is laid out in another way, or does not parse, is left to `read_xml`,
which knows all layouts and tells what is wrong.
"""

import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from lxml import etree

from pipeline.errors import RecordError
from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.stream import (
    DAMAGED_GZIP,
    PARSER_SETTINGS,
    Deletion,
    read_xml,
    require_identity,
)
from pipeline.pubmed.trimmed import trimmed
from pipeline.records import Article

_CHUNK_BYTES = 256 << 10
_START, _END = b"<PubmedArticle>", b"</PubmedArticle>"
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
        *records, rest = rest.split(_END)
        # one step after the other, while the processor has its code at hand
        for kept, authors in [trimmed(_at_start(record)) for record in records]:
            element = etree.fromstring(kept + _END, parser)
            require_identity(element.find("*/PMID"), element, where)
            yield article_from_xml(element, authors)
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


def _at_start(record: bytes) -> bytes:
    record = record.lstrip()
    if not record.startswith(_START):
        raise _UnusualLayoutError
    return record
