"""Records as PubMed would hold them, for the E-utilities server of the tests."""

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" ?>\n'
    '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"'
    ' "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
    "<PubmedArticleSet>"
)
TAIL = "</PubmedArticleSet>"
SENTENCE = (
    "Forty adults with numb feet received needling at ST36 or a sham device twice a week, "
    "and burning pain was rated on a scale of 0–10 before and after (α < 0.05). "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A PubMed record with its three dates; `is_served` turns false when PubMed withdraws it."""

    pmid: int
    edat: date
    mdat: date
    pdat: date
    title: str
    abstract: str = SENTENCE
    is_book: bool = False
    is_served: bool = True
    retracted_by: int | None = None

    @property
    def xml(self) -> str:
        return self._book() if self.is_book else self._article()

    def _article(self) -> str:
        retraction = types = ""
        if self.retracted_by:
            types = '<PublicationType UI="D016441">Retracted Publication</PublicationType>'
            retraction = (
                '<CommentsCorrectionsList><CommentsCorrections RefType="RetractionIn">'
                "<RefSource>Loopback J Neurol. 2024;2:9</RefSource>"
                f'<PMID Version="1">{self.retracted_by}</PMID>'
                "</CommentsCorrections></CommentsCorrectionsList>"
            )
        return (
            '<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">'
            f'<PMID Version="1">{self.pmid}</PMID>'
            f"<DateRevised>{_parts(self.mdat)}</DateRevised>"
            '<Article PubModel="Print"><Journal>'
            '<ISSN IssnType="Print">0000-0019</ISSN>'
            '<JournalIssue CitedMedium="Print"><Volume>2</Volume>'
            f"<PubDate>{_parts(self.pdat)}</PubDate></JournalIssue>"
            "<Title>Loopback Journal of Neurology</Title></Journal>"
            f"<ArticleTitle>{escape(self.title)}</ArticleTitle>"
            "<Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>"
            f"<Abstract><AbstractText>{escape(self.abstract)}</AbstractText></Abstract>"
            "<Language>eng</Language><PublicationTypeList>"
            '<PublicationType UI="D016428">Journal Article</PublicationType>'
            f"{types}</PublicationTypeList></Article>"
            "<MedlineJournalInfo><MedlineTA>Loopback J Neurol</MedlineTA></MedlineJournalInfo>"
            f"{retraction}</MedlineCitation>"
            f'<PubmedData><History><PubMedPubDate PubStatus="entrez">{_parts(self.edat)}'
            "</PubMedPubDate></History><PublicationStatus>ppublish</PublicationStatus>"
            f'<ArticleIdList><ArticleId IdType="pubmed">{self.pmid}</ArticleId></ArticleIdList>'
            "</PubmedData></PubmedArticle>"
        )

    def _book(self) -> str:
        return (
            f'<PubmedBookArticle><BookDocument><PMID Version="1">{self.pmid}</PMID>'
            f'<ArticleIdList><ArticleId IdType="bookaccession">NBK{self.pmid}</ArticleId>'
            "</ArticleIdList><Book><Publisher><PublisherName>Loopback Press</PublisherName>"
            '</Publisher><BookTitle book="loop">Nerves, a handbook</BookTitle>'
            f"<PubDate>{_parts(self.pdat)}</PubDate></Book>"
            f"<ArticleTitle>{escape(self.title)}</ArticleTitle><Language>eng</Language>"
            f"<Abstract><AbstractText>{escape(self.abstract)}</AbstractText></Abstract>"
            "</BookDocument><PubmedBookData>"
            f'<History><PubMedPubDate PubStatus="entrez">{_parts(self.edat)}</PubMedPubDate>'
            "</History><PublicationStatus>ppublish</PublicationStatus><ArticleIdList>"
            f'<ArticleId IdType="pubmed">{self.pmid}</ArticleId></ArticleIdList>'
            "</PubmedBookData></PubmedBookArticle>"
        )


@dataclass
class Store:
    """What PubMed holds and its search lists, by PMID."""

    records: dict[int, Record] = field(default_factory=dict)

    def add(self, *records: Record) -> None:
        self.records.update((record.pmid, record) for record in records)

    def change(self, pmid: int, **changes) -> None:
        self.records[pmid] = replace(self.records[pmid], **changes)

    def delete(self, pmid: int) -> None:
        """Withdraw the record: it is neither listed nor served any more."""
        del self.records[pmid]

    @property
    def served(self) -> dict[int, str]:
        """The XML of every record that can be had."""
        return {pmid: record.xml for pmid, record in self.records.items() if record.is_served}


def make_store(n: int, *, seed: int = 1, n_sentences: int = 3) -> Store:
    """A store of `n` records, taken in over the years 1995 to 2024, one in 50 a book."""
    chance = random.Random(seed)
    first = date(1995, 1, 1)
    store = Store()
    pmid = 7_000_000
    for number in range(n):
        pmid += chance.randint(1, 40)
        taken_in = first + timedelta(days=number * 10_900 // max(n, 1))
        store.add(
            Record(
                pmid=pmid,
                edat=taken_in,
                mdat=taken_in + timedelta(days=chance.randint(0, 60)),
                pdat=taken_in - timedelta(days=chance.randint(0, 90)),
                title=f"Needling & numbness <{number}>: a trial",
                abstract=SENTENCE * n_sentences,
                is_book=number % 50 == 49,
            )
        )
    return store


def _parts(day: date) -> str:
    return f"<Year>{day.year}</Year><Month>{day.month:02}</Month><Day>{day.day:02}</Day>"
