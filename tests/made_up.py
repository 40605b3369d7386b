"""Articles that nobody wrote, with the decisions and tags of stages that never read them.

They go through the real `build`, so that the page can be tried on any number of studies and on
strings that no honest abstract holds.
"""

import io
import random
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from pipeline import build
from pipeline.records import AbstractSection, Article, Decision, Tag, write_records
from pipeline.snapshot import SnapshotWriter

ROOT = Path(__file__).parent.parent
FIRST = 90_000_001
CLAIMS = ("pain", "regeneration", "sensation", "inflammation", "wellbeing")
STANCES = {"supports": 70, "mixed": 10, "no_benefit": 12, "worse": 2, "inconclusive": 6}
DESIGNS = {"rct": 45, "nonrandomized_trial": 8, "observational": 5, "animal": 32}
DESIGNS |= {"systematic_review": 8, "narrative_review": 2}
COUNTRIES = {"China": 50, "South Korea": 12, "United States": 10, "Türkiye": 6, "Côte d’Ivoire": 2}
COUNTRIES |= {None: 4}
CAUSES = ("diabetic", "chemotherapy", "infectious", "entrapment", "traumatic", "cranial", "other")
COMPARATORS = (("sham",), ("no_treatment",), ("active",), ("adjunct",), ("none",), ("sham", "none"))
PHRASES = (
    "needles stayed in place for half an hour",
    "patients scored their nights and mornings",
    "hands and feet were tested by raters kept apart",
    "both groups were compared over eight weeks",
    "twelve sessions were given at low frequency",
    "current of high frequency was applied with heat",
    "doses and visits were counted as planned",
    "walks of six minutes were repeated on three days",
)

# What must show as text and do nothing.
SCRIPT = "<script>document.title = 'broken'</script><img src=x onerror=\"document.title='broken'\">"
RIGHT_TO_LEFT = "الوخز بالإبر خفف الألم في اليدين والقدمين."
QUOTES = "\"Quoted\" & 'quoted' {{ title }} {% raw %} </td></table> --> ]]> \\u003c A. Le\u2028tter"
# Title, deciding sentence, and what the abstract has on both sides of it.
HOSTILE = (
    (SCRIPT, SCRIPT, ""),
    (QUOTES, RIGHT_TO_LEFT, ""),
    ("Long", QUOTES, "very long " * 2000),
)


def build_without_studies(folder: Path) -> Path:
    """Build a DuckDB file of one article that is not eligible."""
    article, decision, _ = _article(FIRST, random.Random(1))
    return _build(
        folder, [article], [replace(decision, is_eligible=False, reason="no_abstract")], []
    )


def build_made_up(folder: Path, *, n: int, hostile: bool = False, seed: int = 1) -> Path:
    """Build a DuckDB file of `n` made-up articles in `folder`; `hostile` makes three of them so."""
    chance = random.Random(seed)
    articles, decisions, tags = [], [], []
    for place in range(n):
        article, decision, found = _article(FIRST + place * 7, chance)
        articles.append(article)
        decisions.append(decision)
        tags += found
    if hostile:
        for place, strings in enumerate(HOSTILE):
            pmid = articles[place].pmid
            articles[place], decisions[place], tag = _hostile(pmid, *strings)
            tags = [tag, *(other for other in tags if other.pmid != pmid)]
    return _build(folder, articles, decisions, tags)


def _build(
    folder: Path, articles: list[Article], decisions: list[Decision], tags: list[Tag]
) -> Path:
    with SnapshotWriter(
        folder / "raw",
        source="import",
        kind="import",
        note="Made up.",
        query="acupunct*[tiab] AND <b>neuropath*</b>[tiab]",
        now=lambda: datetime(2024, 5, 1, tzinfo=UTC),
    ) as snapshot:
        snapshot.add(io.BytesIO(b"<PubmedArticleSet/>"), [article.pmid for article in articles])
    names = {"articles": articles, "screening": decisions, "tags": tags}
    for name, records in names.items():
        write_records(folder / f"{name}.jsonl", records)
    build.run(
        snapshot=folder / "raw",
        protocol=ROOT / "protocol",
        database=folder / "evidence.duckdb",
        **{name: folder / f"{name}.jsonl" for name in names},
    )
    return folder / "evidence.duckdb"


def _article(pmid: int, chance: random.Random) -> tuple[Article, Decision, list[Tag]]:
    sentences = [_sentence(chance) for _ in range(8)]
    sections = (
        AbstractSection(label="METHODS", text=" ".join(sentences[:4])),
        AbstractSection(label="RESULTS", text=" ".join(sentences[4:])),
    )
    article = Article(
        pmid=pmid,
        title=_sentence(chance).rstrip("."),
        sections=sections,
        year=max(1985, 2024 - int(chance.expovariate(1 / 8))) if chance.random() > 0.03 else None,
        country=_pick(COUNTRIES, chance),
    )
    design = _pick(DESIGNS, chance)
    in_people = design not in ("animal", "systematic_review", "narrative_review")
    decision = Decision(
        pmid=pmid,
        is_eligible=True,
        design=design,
        species="animal" if design == "animal" else "human",
        modality=("manual_acupuncture",),
        aetiology=tuple(sorted(chance.sample(CAUSES, chance.choice((1, 1, 1, 2))))),
        comparator=chance.choice(COMPARATORS) if in_people else (),
        needling=True,
        sample_size=int(chance.lognormvariate(4, 0.9)) + 4 if chance.random() > 0.1 else None,
    )
    addressed = chance.sample(CLAIMS, chance.choice((1, 1, 1, 2, 2, 3)))
    tags = [
        _tag(article, claim, chance.choice(sentences[4:]), _pick(STANCES, chance), chance)
        for claim in sorted(addressed)
    ]
    return article, decision, tags


def _tag(article: Article, claim: str, quote: str, stance: str, chance: random.Random) -> Tag:
    start = article.abstract.index(quote)
    leaning = {"supports": "favours", "worse": "against"}
    return Tag(
        pmid=article.pmid,
        claim_id=claim,
        stance=stance,
        direction=leaning.get(stance) or chance.choice(("favours", "against", "unstated")),
        confidence=round(chance.uniform(0.6, 0.99), 2),
        quote=quote,
        quote_start=start,
        quote_end=start + len(quote),
        section="RESULTS",
        rule="made_up",
    )


def _hostile(pmid: int, title: str, sentence: str, padding: str) -> tuple[Article, Decision, Tag]:
    text = f"{padding}{sentence} {padding}".strip()
    article = Article(
        pmid=pmid, title=title, sections=(AbstractSection(text=text),), year=2020, country=title
    )
    decision = Decision(
        pmid=pmid, is_eligible=True, design="rct", species="human", aetiology=("other",)
    )
    return article, decision, _tag(article, "pain", sentence, "supports", random.Random(pmid))


def _sentence(chance: random.Random) -> str:
    number = chance.randrange(10_000)
    return " and ".join(chance.sample(PHRASES, 3)).capitalize() + f" ({number})."


def _pick(weights: dict, chance: random.Random):
    return chance.choices(list(weights), list(weights.values()))[0]
