"""What is read of a record before it is parsed is what parsing it whole gives."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.pubmed.article import article_from_xml
from pipeline.pubmed.articles import read_articles
from pipeline.pubmed.fragments import fragments_read
from pipeline.pubmed.stream import PARSER_SETTINGS
from pipeline.records import Author

LI = (
    '<Author ValidYN="Y" EqualContrib="Y">\n<LastName>Li</LastName>\n<ForeName>Na</ForeName>'
    "<Initials>N</Initials><Suffix>Jr</Suffix>"
    '<Identifier Source="ORCID">http://orcid.org/000000021825009X</Identifier>\n'
    "<AffiliationInfo><Affiliation>R&amp;D, Xi&apos;an, 中国.</Affiliation>"
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


def parsed(xml, values=None):
    return article_from_xml(etree.fromstring(xml, etree.XMLParser(**PARSER_SETTINGS)), values)


def read(xml):
    (article,) = read_articles(
        io.BytesIO(b"<PubmedArticleSet>%s</PubmedArticleSet>" % xml), where="x"
    )
    return article


def test_authors_are_read_from_the_bytes():
    kept, values = fragments_read(record(authors(LI, WRONG, GROUP)))
    assert b"Author " not in kept
    assert parsed(kept, values).authors == (
        Author(
            last_name="Li",
            fore_name="Na",
            initials="N",
            orcid="0000-0002-1825-009X",
            affiliations=("R&D, Xi'an, 中国.",),
        ),
        Author(collective_name="The Needle Group"),
    )


@pytest.mark.parametrize(
    "dates", [(ENTREZ,), (RECEIVED, PUBMED, ENTREZ), (ENTREZ, RECEIVED, PUBMED)]
)
def test_of_the_dates_that_of_entry_is_read(dates):
    kept, values = fragments_read(record(pubmed=history(*dates)))
    assert b"Year" not in kept
    assert values == {"History": "2020-02-03"}


JOURNAL = (
    '<Journal><ISSN IssnType="Print">1234-5678</ISSN><JournalIssue><Volume>3</Volume><PubDate>'
    "<MedlineDate>2019 Dec-2020 Jan</MedlineDate></PubDate></JournalIssue>"
    "<Title>Needles <i>&amp;</i> pins</Title></Journal>"
)
TYPES = "<PublicationTypeList><PublicationType>Letter</PublicationType></PublicationTypeList>"
DAY = "<Year>2020</Year><Month>Feb</Month><Day>03</Day>"
ELECTRONIC = f'<ArticleDate DateType="Electronic">{DAY}</ArticleDate>'
INFO = "<MedlineJournalInfo><Country>Spain</Country><MedlineTA>N</MedlineTA></MedlineJournalInfo>"
REFERENCES = "<ReferenceList><Reference>1</Reference></ReferenceList>"


def test_what_other_records_share_is_read_from_the_bytes():
    xml = record(JOURNAL + TYPES + ELECTRONIC, REFERENCES, INFO)
    kept, values = fragments_read(xml)
    article = parsed(kept, values)
    assert not values
    assert b"Title" not in kept
    assert article == parsed(xml) == read(xml)
    assert article.journal == "Needles & pins"
    assert article.publication_date == "2019-12"
    assert (article.electronic_date, article.journal_country) == ("2020-02-03", "Spain")


@pytest.mark.parametrize(
    ("article", "pubmed", "citation"),
    [
        ("", "", JOURNAL),
        ("<Journal/>", "", JOURNAL),
        ("<Journal><Title>T</Title></Journal >" + JOURNAL, "", ""),
        (f"<Abstract>{ELECTRONIC}</Abstract>", "", ""),
        (JOURNAL, history(ENTREZ) + JOURNAL, TYPES),
        (JOURNAL.replace("<Journal>", '<Journal was-read="">'), "", ""),
        (JOURNAL.replace("<Journal>", '<Journal\nwas-read="">') + JOURNAL, "", ""),
        ("<AuthorList/>" + authors(LI), "", ""),
        (authors(LI) + authors(GROUP), "", ""),
        ("", "", authors(LI)),
        ("", "", f"<KeywordList>{TYPES}</KeywordList>"),
        (ELECTRONIC + ELECTRONIC.replace("2020", "2021"), "", INFO + INFO.replace("Spain", "")),
        ("", history(RECEIVED, ENTREZ) + history(ENTREZ.replace("2020", "2021")), ""),
        ("", history(RECEIVED) + history(ENTREZ), ""),
        (ELECTRONIC, "", f"<DateRevised>{DAY}</DateRevised>"),
    ],
)
def test_an_element_counts_where_it_stands(article, pubmed, citation):
    xml = record(article, pubmed, citation)
    assert read(xml) == parsed(xml)


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
        named("a &lt; b"),
        *(named(f"a{char}b") for char in "\t\r\f\x01\x85\u2028\ufffe\uffff\ud800"),
        named('Li</LastName><Identifier Source="a&amp;b">1</Identifier><LastName>Li'),
        authors('<Author EqualContrib="N" ValidYN="Y"><LastName>Li</LastName></Author>'),
        authors('<Author EqualContrib="N"><LastName>Li</LastName></Author>'),
        authors("<Author ValidYN='N'><LastName>Li</LastName></Author>"),
        authors("<Author><LastName>Li</LastName></Author>"),
        authors('<Author ValidYN="Y"><LastName/></Author>'),
        authors(GROUP.replace("</Author>", "<LastName>Li</LastName></Author>")),
        authors(LI, attributes=' CompleteYN=">"'),
        "<AuthorList/>",
    ],
)
def test_unusual_list_of_authors_is_left_for_the_tree(unusual):
    xml = record(unusual)
    assert "AuthorList" not in fragments_read(xml).values


@pytest.mark.parametrize(
    "unusual",
    [
        history(RECEIVED, PUBMED),
        history(RECEIVED, ENTREZ.replace("2020", "in 2020")),
        history(RECEIVED, ENTREZ.replace("entrez", "en&#116;rez")),
        history(RECEIVED, ENTREZ, "<!-- not yet -->"),
    ],
)
def test_unusual_history_is_left_for_the_tree(unusual):
    xml = record(pubmed=unusual)
    assert fragments_read(xml) == (xml, {})


ENTITIES = ("&amp;", "&amp;lt;", "&quot;", "&#65;", "&nbsp;", "&")
MARKUP = ("<i>x</i>", "<!--x-->", "<", ">", "]]>", *"\t\r\f\x01\x85\ufffe\ud800")
TEXTS = st.text("aé中' \u00a0\u2028\n", max_size=4) | st.sampled_from(
    ("Li", "0000-0002-1825-0097", *ENTITIES, *MARKUP)
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
    assert outcome(lambda: parsed(*fragments_read(xml))) == outcome(lambda: parsed(xml))
