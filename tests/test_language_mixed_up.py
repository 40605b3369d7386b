"""Sentences torn apart and mixed: none stops the tagger, whatever it makes of them."""

import csv
import random
from pathlib import Path

from pipeline.protocol import load_claims
from pipeline.records import AbstractSection, Article
from pipeline.tag import Tagger

HERE = Path(__file__).parent
TITLES = ("Acupuncture for pain", "EA in rats with CCI", "Acupuncture: a systematic review")
MANY = 1500


def mixed(sentences: list[list[str]], chance: random.Random) -> str:
    """Cut one sentence into another, with words of a third between."""
    one, two, three = (chance.choice(sentences) for _ in range(3))
    words = one[: chance.randint(1, len(one))] + two[chance.randrange(len(two)) :]
    for word in chance.sample(three, min(3, len(three))):
        words.insert(chance.randrange(len(words) + 1), word)
    return " ".join(words)


def test_no_sentence_stops_the_tagger() -> None:
    tagger = Tagger(load_claims(HERE.parent / "protocol"))
    with (HERE / "findings.tsv").open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        sentences = [row["result"].split() for row in table]
    chance = random.Random(0)
    for _ in range(MANY):
        section = AbstractSection(label="RESULTS", text=mixed(sentences, chance))
        article = Article(pmid=1, title=chance.choice(TITLES), sections=(section,))
        assert all(tag.quote for tag in tagger.tags(article))


def test_what_is_set_aside_may_be_no_outcome() -> None:
    tagger = Tagger(load_claims(HERE.parent / "protocol"))
    text = "EA reduced pain. The change was seen in fibre size but not in grip strength tests."
    section = AbstractSection(label="RESULTS", text=text)
    tags = {
        tag.claim_id: tag.stance
        for tag in tagger.tags(Article(pmid=1, title="Acupuncture", sections=(section,)))
    }
    assert "pain" in tags
