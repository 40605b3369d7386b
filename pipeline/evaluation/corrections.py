"""The tagger held against what reviewers decided in `overrides.csv`.

They looked where the tagger was least sure, so these figures are worse than its usual ones.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.protocol.overrides import Override
from pipeline.records import Article
from pipeline.tag import Tagger

NONE = "not_addressed"


def compare(
    articles: Iterable[Article], overrides: Iterable[Override], tagger: Tagger
) -> Counter[tuple[str, str]]:
    """Count (reviewer's stance, tagger's stance) over the stances that reviewers set."""
    decided: dict[int, dict[str, str]] = {}
    for override in overrides:
        field, _, claim_id = override.field.partition(".")
        if field == "stance":
            decided.setdefault(override.pmid, {})[claim_id] = override.value
    pairs: Counter[tuple[str, str]] = Counter()
    for article in articles:
        if article.pmid in decided:
            found = {tag.claim_id: tag.stance for tag in tagger.tags(article)}
            for claim_id, stance in decided[article.pmid].items():
                pairs[stance, found.get(claim_id, NONE)] += 1
    return pairs


def told(pairs: Mapping[tuple[str, str], int]) -> str:
    """The comparison in words: how often they agree, then each way in which they do not."""
    n = sum(pairs.values())
    if not n:
        return "No reviewer has corrected a tag of these articles."
    same = sum(count for (theirs, ours), count in pairs.items() if theirs == ours)
    lines = [f"Of {n} stances that reviewers set, the tagger has {same} ({same / n:.0%})."]
    for (theirs, ours), count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if theirs != ours:
            lines.append(f"  {count:>4}  reviewer {theirs}, tagger {ours}")
    return "\n".join(lines)
