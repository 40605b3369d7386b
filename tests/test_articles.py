"""Reading articles quickly gives what parsing whole files gives, and tells the same errors."""

import gzip
import io

import pytest

from pipeline.errors import RecordError
from pipeline.pubmed import articles
from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.articles import read_articles
from pipeline.pubmed.stream import Deletion, read_xml
from tests.yearly_files import OTHER_LAYOUTS, document, real_file, record

REFERENCES = (
    "<ReferenceList><Reference><Citation>On &lt; H<sub>2</sub>O</Citation><ArticleIdList>"
    '<ArticleId IdType="doi">10.1/cited</ArticleId></ArticleIdList></Reference></ReferenceList>'
)
OWN_ID = '<ArticleIdList><ArticleId IdType="doi">10.1/own</ArticleId></ArticleIdList>'
BOOK = (
    '<PubmedBookArticle><BookDocument><PMID Version="1">9</PMID><Book><BookTitle>Needles'
    "</BookTitle></Book></BookDocument></PubmedBookArticle>"
)


def with_data(number, data):
    citation, _, _ = record(number).partition("<PubmedData>")
    return f"{citation}<PubmedData>{data}</PubmedData></PubmedArticle>"


def by_parsing(xml):
    return [
        item if isinstance(item, Deletion) else article_from_xml(item)
        for item in read_xml(io.BytesIO(xml), where="x")
    ]


@pytest.fixture
def read_quickly(monkeypatch):
    """Read with a parser of whole files that is given what follows the last record only."""

    def only_the_rest(xml, *, where):
        assert b"</PubmedArticle>" not in xml.getvalue()
        return read_xml(xml, where=where)

    monkeypatch.setattr(articles, "read_xml", only_the_rest)
    return lambda xml: list(read_articles(io.BytesIO(xml), where="x"))


@pytest.mark.parametrize(
    "data",
    [
        OWN_ID,
        OWN_ID + REFERENCES,
        REFERENCES + OWN_ID,
        REFERENCES + OWN_ID + REFERENCES,
        f"<ReferenceList>{REFERENCES}</ReferenceList>{OWN_ID}",
        f"<!-- <ReferenceList> -->{OWN_ID}<!-- </ReferenceList> -->",
        f"<?old <ReferenceList> ?>{OWN_ID}<?old </ReferenceList> ?>",
        OWN_ID + REFERENCES.replace("Citation>On", "Citation><![CDATA[</ReferenceList>]]>"),
    ],
)
def test_lists_of_references_are_passed_over(read_quickly, data):
    xml = document(with_data(1, data), with_data(2, REFERENCES), record(3))
    found = read_quickly(xml)
    assert found == by_parsing(xml)
    assert [article.doi for article in found] == ["10.1/own", None, None]


def test_versions_deletions_and_books_at_the_end(read_quickly):
    deleted = '<DeleteCitation>\n<PMID Version="2">4</PMID>\n<PMID>5</PMID></DeleteCitation>'
    xml = document(record(1, version=3), record(2), BOOK, deleted=deleted)
    found = read_quickly(xml)
    assert found == by_parsing(xml)
    assert [(one.pmid, one.version) for one in found] == [(1, 3), (2, 1), (9, 1), (4, 2), (5, 1)]


@pytest.mark.parametrize("chunk", [700, 4096, 65_537])
def test_ends_of_chunks_cut_no_record(read_quickly, monkeypatch, chunk):
    monkeypatch.setattr(articles, "_CHUNK_BYTES", chunk)
    xml = document(*(record(n, "x" * (n * 37 % 900)) for n in range(1, 300)))
    assert [article.pmid for article in read_quickly(xml)] == list(range(1, 300))


@pytest.mark.parametrize(
    "change",
    [
        *OTHER_LAYOUTS,
        lambda xml: xml.replace("é".encode(), b"<!-- </PubmedArticle> -->"),
        lambda xml: xml.replace("é".encode(), b"<![CDATA[</PubmedArticle>]]>"),
        lambda xml: xml.replace(b"</PubmedArticle>", b"</PubmedArticle><!-- <PubmedArticle> -->"),
        lambda xml: xml.replace(b"</PubmedArticle>", b"</PubmedArticle>" + BOOK.encode(), 1),
        lambda xml: xml.replace(b"<PubmedArticle>", b"<PubmedArticle >", 2),
    ],
)
def test_file_laid_out_in_another_way(change):
    xml = change(document(record(1, "One"), record(2, "Nothing é"), record(3, "x")))
    found = list(read_articles(io.BytesIO(xml), where="x"))
    assert found == by_parsing(xml)
    assert {1, 2, 3} <= {article.pmid for article in found}


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml[:-30],
        lambda xml: xml[: xml.rindex(b"<PMID")],
        lambda xml: xml + b"<more/>",
        lambda xml: xml.replace(b">2</PMID>", b">two</PMID>"),
        lambda xml: xml.replace(b"Nothing", b"Not & hing"),
        lambda xml: xml.replace(b"</ReferenceList>", b""),
        lambda xml: xml.replace(b"</LastName>", b""),
        lambda xml: xml.replace(b"Li<", b"\xff<"),
        lambda xml: xml.replace(b"Li<", b"\xed\xa0\x80<"),
        lambda xml: xml.replace(b"Li<", b"\xc0\xaf<"),
        lambda xml: xml.replace(b"Li<", b"\x01<"),
        lambda xml: xml.replace(b"</Year>", b"</year>"),
        lambda xml: b"<html>" + xml,
        lambda xml: b"",
    ],
)
def test_what_is_wrong_is_told_as_for_a_file_read_whole(change):
    authors = '<AuthorList><Author ValidYN="Y"><LastName>Li</LastName></Author></AuthorList>'
    dates = (
        '<History><PubMedPubDate PubStatus="received"><Year>2019</Year></PubMedPubDate>'
        '<PubMedPubDate PubStatus="entrez"><Year>2020</Year></PubMedPubDate></History>'
    )
    damaged = record(2, "Nothing", authors=authors, after=dates)
    xml = change(document(record(1), damaged, with_data(3, REFERENCES)))
    with pytest.raises(RecordError) as whole:
        by_parsing(xml)
    with pytest.raises(RecordError) as quick:
        list(read_articles(io.BytesIO(xml), where="x"))
    assert str(quick.value) == str(whole.value)


def test_real_file(read_quickly):
    """A tenth of 20,788 real records, none of which takes the parser of whole files."""
    with gzip.open(real_file()) as file:
        xml = file.read(24 << 20)
    xml = xml[: xml.rindex(b"</PubmedArticle>")] + b"</PubmedArticle></PubmedArticleSet>"
    found = read_quickly(xml)
    assert len(found) > 1500
    assert found == by_parsing(xml)
