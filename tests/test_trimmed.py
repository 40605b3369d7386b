"""What is taken out of a record before it is parsed reads as it would have, parsed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.stream import PARSER_SETTINGS
from pipeline.pubmed.trimmed import trimmed
from pipeline.records import Author

LI = (
    '<Author ValidYN="Y" EqualContrib="Y">\n<LastName>Li</LastName>\n<ForeName>Na</ForeName>'
    "<Initials>N</Initials><Suffix>Jr</Suffix>"
    '<Identifier Source="ORCID">http://orcid.org/000000021825009X</Identifier>\n'
    "<AffiliationInfo><Affiliation>R&amp;D, &lt;Xi&apos;an&gt;, 中国.</Affiliation>"
    '<Identifier Source="GRID">grid.1</Identifier></AffiliationInfo>\n</Author>'
)
GROUP = '<Author ValidYN="Y"><CollectiveName>The Needle Group</CollectiveName></Author>'
WRONG = '<Author ValidYN="N"><LastName>Lee</LastName></Author>'
ENTREZ = (
    '<PubMedPubDate PubStatus="entrez"><Year>2020</Year>\n<Month>2</Month><Day>3</Day>'
    "</PubMedPubDate>"
)
RECEIVED = '<PubMedPubDate PubStatus="received"><Year>2019</Year><Month>1</Month></PubMedPubDate>'
PUBMED = '<PubMedPubDate PubStatus="pubmed"><Year>2020</Year><Hour>6</Hour></PubMedPubDate>'


def authors(*people, attributes=' CompleteYN="Y"'):
    return f"<AuthorList{attributes}>\n{''.join(people)}\n</AuthorList>"


def named(text):
    return authors(f'<Author ValidYN="Y"><LastName>{text}</LastName></Author>')


def history(*dates):
    return f"<History>\n{''.join(dates)}</History>"


def record(article="", pubmed="", citation=""):
    return (
        f'<PubmedArticle><MedlineCitation><PMID Version="1">7</PMID><Article>{article}</Article>'
        f"{citation}</MedlineCitation><PubmedData>{pubmed}</PubmedData></PubmedArticle>"
    ).encode(errors="surrogatepass")


def parsed(xml, authors=None):
    return article_from_xml(etree.fromstring(xml, etree.XMLParser(**PARSER_SETTINGS)), authors)


def test_authors_are_read_from_the_bytes():
    kept, parts = trimmed(record(authors(LI, WRONG, GROUP)))
    assert b"Author " not in kept
    assert parsed(kept, parts).authors == (
        Author(
            last_name="Li",
            fore_name="Na",
            initials="N",
            orcid="0000-0002-1825-009X",
            affiliations=("R&D, <Xi'an>, 中国.",),
        ),
        Author(collective_name="The Needle Group"),
    )


@pytest.mark.parametrize(
    "dates", [(ENTREZ,), (RECEIVED, PUBMED, ENTREZ), (ENTREZ, RECEIVED, PUBMED)]
)
def test_of_the_dates_that_of_entry_is_left(dates):
    kept, _ = trimmed(record(pubmed=history(*dates)))
    assert kept == record(pubmed=f"<History>{ENTREZ}</History>")


@pytest.mark.parametrize(
    "unusual",
    [
        named("H<sub>2</sub>"),
        named("<!-- a comment -->Li"),
        named("<![CDATA[</AuthorList>]]>"),
        named("Garc&#xED;a"),
        named("two  spaces"),
        named("a\u2009thin space"),
        named(" indented"),
        named("a\nline"),
        named("a > b"),
        *(named(f"a{char}b") for char in "\t\r\f\x01\x85\u2028\ufffe\uffff\ud800"),
        named('Li</LastName><Identifier Source="a&amp;b">1</Identifier><LastName>Li'),
        authors('<Author EqualContrib="N" ValidYN="Y"><LastName>Li</LastName></Author>'),
        authors('<Author EqualContrib="N"><LastName>Li</LastName></Author>'),
        authors("<Author ValidYN='N'><LastName>Li</LastName></Author>"),
        authors("<Author><LastName>Li</LastName></Author>"),
        authors('<Author ValidYN="Y"><LastName/></Author>'),
        authors(LI) + authors(GROUP, attributes=' Type="editors"'),
        authors(LI, attributes=' CompleteYN=">"'),
        "<AuthorList/>",
    ],
)
def test_unusual_list_of_authors_is_left_for_the_tree(unusual):
    xml = record(unusual)
    assert trimmed(xml) == (xml, None)


@pytest.mark.parametrize(
    "unusual",
    [
        history(RECEIVED, PUBMED),
        history(RECEIVED, ENTREZ.replace("2020", "in 2020")),
        history(RECEIVED, ENTREZ.replace("entrez", "en&#116;rez")),
        history(RECEIVED, ENTREZ, "<!-- not yet -->"),
        history(RECEIVED, ENTREZ) + history(ENTREZ),
    ],
)
def test_unusual_history_is_left_for_the_tree(unusual):
    xml = record(pubmed=unusual)
    assert trimmed(xml) == (xml, None)


def test_list_of_authors_that_is_not_the_article_s():
    kept, parts = trimmed(record(citation=authors(LI)))
    assert parsed(kept, parts).authors == ()


REFERENCES = ("&amp;", "&amp;lt;", "&quot;", "&#65;", "&nbsp;", "&")
MARKUP = ("<i>x</i>", "<!--x-->", "<", ">", "]]>", *"\t\r\f\x01\x85\ufffe\ud800")
TEXTS = st.text("aé中' \u00a0\u2028\n", max_size=4) | st.sampled_from(
    ("Li", "0000-0002-1825-0097", *REFERENCES, *MARKUP)
)
LEAVES = st.builds(
    "<{0}{1}>{2}</{0}>".format,
    st.sampled_from(
        [
            "LastName",
            "ForeName",
            "Initials",
            "CollectiveName",
            "Suffix",
            "Affiliation",
            "Identifier",
        ]
    ),
    st.sampled_from(["", ' Source="ORCID"', ' Source="GRID"', ' Source="a" Source="b"']),
    TEXTS,
)
INSIDE = LEAVES | st.builds("<AffiliationInfo>{}\n</AffiliationInfo>".format, LEAVES)
PEOPLE = st.builds(
    "<Author{}> {}</Author>".format,
    st.sampled_from([' ValidYN="Y"', ' ValidYN="N"', ' ValidYN="Y" EqualContrib="N"', ""]),
    st.lists(INSIDE, max_size=3).map("".join),
)
DATES = st.sampled_from([ENTREZ, RECEIVED, PUBMED, ENTREZ.replace("3", "4"), ENTREZ[:-3], "<x/>"])


def outcome(read):
    try:
        return read()
    except etree.XMLSyntaxError:
        return None


@settings(max_examples=500, deadline=None)
@given(st.lists(PEOPLE, max_size=2), st.lists(DATES, max_size=3))
def test_whatever_stands_there_reads_as_parsed_or_is_as_wrong(people, dates):
    xml = record(authors(*people), history(*dates))
    assert outcome(lambda: parsed(*trimmed(xml))) == outcome(lambda: parsed(xml))
