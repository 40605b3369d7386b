"""Records by their PMIDs, each one accounted for: returned, or found not to be served."""

from collections import Counter
from collections.abc import Callable, Collection
from typing import BinaryIO, TypeVar

from pipeline.entrez.client import Client
from pipeline.entrez.replies import BadReply, read_pmids
from pipeline.errors import EntrezError

T = TypeVar("T")


class Fetcher:
    """EFetch by explicit lists of PMIDs.

    A reply counts when PMIDs asked for = PMIDs returned + PMIDs that PubMed does not serve. That
    a record is not served is believed only when several replies lack it, asked for with others,
    alone, and together with a witness: a record that PubMed has just served. `candidates` are
    tried as witness where none is known; without any, nothing is believed.
    """

    def __init__(self, client: Client, *, candidates: Collection[int] = ()) -> None:
        self._client = client
        self._candidates = candidates
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
            doubtful = sorted(pmid for pmid in absent if lacking[pmid] > 1)
            if doubtful and not self._has_witness(what):
                raise BadReply("no record at all is served")
            for pmid in doubtful:
                if self.is_served(pmid, what=what):
                    break
                unserved.add(pmid)
            if absent := absent - unserved:
                raise BadReply(f"{len(absent)} of {len(asked)} records are not in the reply")
            body.seek(0)
            return keep(body, returned)

        return self._client.ask("efetch", _parameters(pmids), read, what=what)

    def is_served(self, pmid: int, *, what: str) -> bool:
        """Whether PubMed gives this record when it is asked for alone, or with a witness."""
        what = f"{what}, record {pmid} by itself"
        if any(pmid in self._returned({pmid}, what=what) for _ in range(2)):
            return True
        if not self._has_witness(what):
            raise EntrezError(what, "no record at all is served", do="run it again later")
        return pmid in self._returned({pmid, self._witness}, surely=self._witness, what=what)

    def _has_witness(self, what: str) -> bool:
        if self._witness is None:
            served = (p for p in self._candidates if p in self._returned({p}, what=what))
            self._witness = next(served, None)
        return self._witness is not None

    def _returned(
        self, asked: set[int], *, what: str, surely: int | None = None
    ) -> tuple[int, ...]:
        """The PMIDs among `asked` that come; `surely` is asked for until it does."""

        def read(body: BinaryIO) -> tuple[int, ...]:
            returned = _expect(body, asked)
            if surely is not None and surely not in returned:
                raise BadReply("a record that was served is not in the reply")
            return returned

        return self._client.ask("efetch", _parameters(asked), read, what=what)


def _expect(body: BinaryIO, asked: set[int]) -> tuple[int, ...]:
    returned = read_pmids(body)
    if strangers := set(returned) - asked:
        raise BadReply(f"{len(strangers)} records that were not asked for, as {min(strangers)}")
    return returned


def _parameters(pmids: Collection[int]) -> dict[str, str]:
    return {"id": ",".join(map(str, pmids)), "retmode": "xml"}
