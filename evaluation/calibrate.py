"""Measure how often each rule of the tagger is right: `make calibrate`.

The share of right tags by rule, on coded studies held out from development and on records written
for the purpose, drawn towards the share over all rules (as if four more tags had been seen),
becomes the `confidence` of a tag. Records developed on would flatter; those that are not eligible
have no tags that count.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.evaluation.coded import Coded, read_coded
from pipeline.files import whole
from pipeline.protocol import load_claims
from pipeline.tag import Tagger

_PRIOR = 4


def shares(coded: Sequence[Coded], protocol: Path) -> list[tuple[str, float, int, int]]:
    """Give rule, confidence, right tags and all tags."""
    claims = load_claims(protocol)
    benefits = {claim.id for claim in claims.claims if claim.kind == "benefit"}
    tagger = Tagger(claims)
    right: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for number, record in enumerate(coded, start=1):
        for claim_id, verdict, _ in tagger.verdicts(record.article(number)):
            if claim_id in benefits:
                names = {verdict.key, "*?"} if verdict.is_doubted else {verdict.key, verdict.rule}
                for name in {*names, "*"}:
                    n[name] += 1
                    right[name] += record.right(claim_id, verdict.stance)

    def drawn(name: str) -> float:
        wider = "*?" if name.endswith("?") and name != "*?" else "*"
        return (right[name] + _PRIOR * right[wider] / n[wider]) / (n[name] + _PRIOR)

    return [(name, drawn(name), right[name], n[name]) for name in sorted(n)]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coded", type=Path, required=True, help="coded records")
    parser.add_argument("--protocol", type=Path, required=True, help="folder of the protocol")
    parser.add_argument("--table", type=Path, required=True, help="table to write")
    parser.add_argument("--written", type=Path, required=True, help="coded records made up")
    given = parser.parse_args()
    coded = [record for record in read_coded(given.coded) if record.is_held_out]
    coded = [record for record in (*coded, *read_coded(given.written)) if record.eligible]
    lines = ["rule\tconfidence\tright\ttags"]
    lines += [
        f"{name}\t{share:.2f}\t{k}\t{n}" for name, share, k, n in shares(coded, given.protocol)
    ]
    with whole(given.table) as beside:
        beside.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
