"""Records, snapshots and databases made to measure."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from pipeline import build
from pipeline.building.database import Connection, read_database
from pipeline.records import AbstractSection, Article, Decision, Stance, Tag, write_records
from pipeline.snapshot import SnapshotWriter

ROOT = Path(__file__).parent.parent
PROTOCOL = ROOT / "protocol"
FINDING = "The needled group told of less trouble than the others."


def article(pmid: int, *texts: str, **fields) -> Article:
    """An article whose abstract has the given texts as sections, by default one finding."""
    fields = {"title": f"Article {pmid}", "year": 2020} | fields
    sections = tuple(AbstractSection(text=text) for text in texts or (FINDING,))
    return Article(pmid=pmid, sections=sections, **fields)


def decision(pmid: int, **fields) -> Decision:
    """An eligible randomised trial of needles, unless said otherwise."""
    fields = {
        "is_eligible": "reason" not in fields,
        "design": "rct",
        "species": "human",
        "modality": ("manual_acupuncture",),
        "aetiology": ("diabetic",),
        "needling": True,
    } | fields
    return Decision(pmid=pmid, **fields)


def tag(pmid: int, claim_id: str, stance: Stance, **fields) -> Tag:
    """A tag that quotes the default finding."""
    fields = {
        "confidence": 0.9,
        "quote": FINDING,
        "quote_start": 0,
        "quote_end": len(FINDING),
        "rule": "better_than_comparator",
    } | fields
    return Tag(pmid=pmid, claim_id=claim_id, stance=stance, **fields)


def write_snapshot(folder: Path, *batches: Iterable[int]) -> Path:
    """A snapshot that lists these PMIDs, a batch each; the XML is not what `build` reads."""
    with SnapshotWriter(folder, source="import", kind="import") as writer:
        for pmids in batches:
            writer.add(BytesIO(b"<PubmedArticleSet/>"), tuple(pmids))
    return folder


class Bench:
    """A folder in which stages' files are written and built."""

    def __init__(self, folder: Path, protocol: Path = PROTOCOL) -> None:
        self.folder = folder
        self.protocol = protocol
        self.database = folder / "evidence.duckdb"

    def write(
        self,
        articles: Iterable[Article],
        decisions: Iterable[Decision] | None = None,
        tags: Iterable[Tag] = (),
    ) -> None:
        """Write the inputs of `build`; every article is eligible unless decided otherwise."""
        articles = list(articles)
        if decisions is None:
            decisions = [decision(each.pmid) for each in articles]
        write_snapshot(self.folder / "snapshot", [each.pmid for each in articles])
        write_records(self.folder / "articles.jsonl", articles)
        write_records(self.folder / "screening.jsonl", decisions)
        write_records(self.folder / "tags.jsonl", tags)

    def build(self, **settings) -> Connection:
        """Build what was written, and open it."""
        settings = {"protocol": self.protocol, "database": self.database} | settings
        build.run(
            snapshot=self.folder / "snapshot",
            articles=self.folder / "articles.jsonl",
            screening=self.folder / "screening.jsonl",
            tags=self.folder / "tags.jsonl",
            **settings,
        )
        return read_database(settings["database"])

    def made(self, articles, decisions=None, tags=(), **settings) -> Connection:
        """Write and build."""
        self.write(articles, decisions, tags)
        return self.build(**settings)


def rows(connection: Connection, query: str) -> list[dict]:
    """A query's rows as dicts."""
    found = connection.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
