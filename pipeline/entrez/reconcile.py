"""Records by their PMIDs, each one accounted for: returned, or found not to be served."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import BinaryIO, TypeVar

from pipeline.entrez.client import Client
from pipeline.entrez.replies import BadReply, read_pmids

T = TypeVar("T")


class Fetcher:
    """EFetch by explicit lists of PMIDs.

    A reply counts when PMIDs asked for = PMIDs returned + PMIDs that PubMed does not serve. That
    a record is not served is believed only when several replies lack it, asked for with others,
    alone, and together with a witness: a record that PubMed has just served.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._witness: int | None = None

    def fetch(
        self, pmids: Collection[int], keep: Callable[[BinaryIO, tuple[int, ...]], T], *, what: str
    ) -> T:
        """Ask for `pmids` until the reply is complete; give what `keep` makes of it.

        `keep` gets the body and the PMIDs in it; those asked for and not among them are not
        served.
        """
        asked = set(pmids)
        lacking: Counter[int] = Counter()
        unserved: set[int] = set()

        def read(body: BinaryIO) -> T:
            returned = _expect(body, asked)
            self._witness = next(iter(returned), self._witness)
            absent = asked.difference(returned, unserved)
            lacking.update(absent)
            for pmid in sorted(p for p in absent if lacking[p] > 1):
                if self.is_served(pmid):
                    break
                unserved.add(pmid)
            if absent := absent - unserved:
                raise BadReply(f"{len(absent)} of {len(asked)} records are not in the reply")
            body.seek(0)
            return keep(body, returned)

        return self._client.ask("efetch", _parameters(pmids), read, what=what)

    def is_served(self, pmid: int) -> bool:
        """Whether PubMed gives this record when it is asked for alone, or with a witness."""
        for asked in ({pmid}, {pmid}, {pmid, self._witness or pmid}):
            expected = asked - {pmid}

            def read(body: BinaryIO, asked=asked, expected=expected) -> bool:
                returned = _expect(body, asked)
                if not expected.issubset(returned):
                    raise BadReply("a record that was served is not in the reply")
                return pmid in returned

            if self._client.ask("efetch", _parameters(asked), read, what=f"EFetch of {pmid}"):
                self._witness = pmid
                return True
        return False

    def find_witness(self, candidates: Sequence[int]) -> None:
        """Make sure of a witness, if one of the first few candidates is served."""
        if self._witness is None:
            any(self.is_served(pmid) for pmid in candidates[:3])


def _expect(body: BinaryIO, asked: set[int]) -> tuple[int, ...]:
    returned = read_pmids(body)
    if strangers := set(returned) - asked:
        raise BadReply(f"{len(strangers)} records that were not asked for, as {min(strangers)}")
    return returned


def _parameters(pmids: Collection[int]) -> dict[str, str]:
    return {"id": ",".join(map(str, pmids)), "retmode": "xml"}
