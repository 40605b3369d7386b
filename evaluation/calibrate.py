"""Measure how often each rule of the tagger is right: `make calibrate`.

The share of right tags by rule, on coded records held out from development, drawn towards the
share over all rules (as if four more tags had been seen), becomes the `confidence` of a tag.
Records developed on would flatter.
"""

import argparse
from collections import Counter
from pathlib import Path

from pipeline.evaluation.coded import read_coded
from pipeline.files import whole
from pipeline.protocol import load_claims
from pipeline.tag import Tagger

_PRIOR = 4


def shares(coded: Path, protocol: Path) -> list[tuple[str, float, int, int]]:
    """Give rule, confidence, right tags and all tags."""
    claims = load_claims(protocol)
    benefits = {claim.id for claim in claims.claims if claim.kind == "benefit"}
    tagger = Tagger(claims)
    right: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for number, record in enumerate(read_coded(coded), start=1):
        if not record.is_held_out:
            continue
        for claim_id, verdict, _ in tagger.verdicts(record.article(number)):
            if claim_id in benefits:
                for name in {verdict.key, verdict.rule, "*"}:
                    n[name] += 1
                    right[name] += record.right(claim_id, verdict.stance)
    overall = right["*"] / n["*"]
    return [
        (name, (right[name] + _PRIOR * overall) / (n[name] + _PRIOR), right[name], n[name])
        for name in sorted(n)
    ]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coded", type=Path, required=True, help="coded records")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--table", type=Path, required=True, help="table to write")
    given = parser.parse_args()
    lines = ["rule\tconfidence\tright\ttags"]
    lines += [
        f"{name}\t{share:.2f}\t{k}\t{n}"
        for name, share, k, n in shares(given.coded, given.protocol)
    ]
    with whole(given.table) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
