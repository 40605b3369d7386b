"""Every PMID of a search, however many, with the proof that none is lacking.

ESearch lists 9,999 PMIDs of a search at most. A longer list is put together from slices by date,
halved until each fits; it is believed when it holds as many PMIDs as PubMed counts.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

from pipeline.entrez.client import Client
from pipeline.entrez.replies import BadReply, SearchReply, read_search
from pipeline.errors import EntrezError

LISTED_AT_MOST = 9_999
EARLIEST, LATEST = date(1700, 1, 1), date(3000, 12, 31)
ROUNDS = 8


class IncompleteListing(EntrezError):
    """A list of PMIDs that stays shorter or longer than PubMed's count."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days, both included, of one of PubMed's dates.

    `edat` is the day PubMed took a record in, `mdat` that of its last change, `pdat` that of
    publication.
    """

    datetype: str
    first: date
    last: date

    def halves(self) -> tuple[Self, Self]:
        """The earlier and the later half of a window of several days."""
        middle = self.first + (self.last - self.first) // 2
        return replace(self, last=middle), replace(self, first=middle + timedelta(days=1))

    @property
    def parameters(self) -> dict[str, str]:
        """The window as ESearch takes it."""
        return {
            "datetype": self.datetype,
            "mindate": self.first.strftime("%Y/%m/%d"),
            "maxdate": self.last.strftime("%Y/%m/%d"),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """All PMIDs of a search, with PubMed's reading of the query and its remarks on it."""

    pmids: frozenset[int]
    translation: str | None
    warnings: tuple[str, ...]


def list_pmids(client: Client, term: str, *, window: Window | None = None) -> Listing:
    """List every record that matches `term`, within a window of dates or over all time.

    Records without an Entrez date, or too many on one day, are sought by their other dates.
    PubMed changes while it is asked: the list is taken again until it agrees with the count
    before and after, and `IncompleteListing` tells the numbers when it does not.
    """

    def ask(part: Window | None) -> SearchReply:
        return _search(client, term, part)

    wholes = [window] if window else [Window(d, EARLIEST, LATEST) for d in ("edat", "pdat", "mdat")]
    pmids: set[int] = set()
    numbers = earlier = (0, 0, 0)
    for _ in range(ROUNDS):
        before = ask(window)
        pmids.update(before.ids)
        for part in wholes:
            if len(pmids) < before.count:
                pmids |= _sliced(ask, part)
        after = ask(window)
        if len(pmids) == before.count == after.count and pmids.issuperset(after.ids):
            return Listing(
                pmids=frozenset(pmids),
                translation=before.translation,
                warnings=tuple(dict.fromkeys((*before.warnings, *after.warnings))),
            )
        numbers, earlier = (before.count, after.count, len(pmids)), numbers
        if before.count == after.count and numbers == earlier:
            break
        if len(pmids) > max(before.count, after.count):
            pmids.clear()
    raise IncompleteListing(
        "ESearch",
        "PubMed counts {1:,} records and lists {2:,}, also by slices of dates".format(*numbers),
        do="run it again later, or narrow the query",
    )


def _sliced(ask: Callable[[Window], SearchReply], window: Window) -> set[int]:
    reply = ask(window)
    if reply.count <= LISTED_AT_MOST or window.first == window.last:
        return set(reply.ids)
    earlier, later = window.halves()
    found = _sliced(ask, earlier)
    if len(found) < reply.count:
        found |= _sliced(ask, later)
    return found


def _search(client: Client, term: str, window: Window | None) -> SearchReply:
    """Ask for one list of at most 9,999, in pages where the server gives smaller ones."""
    days = f", {window.datetype} {window.first} to {window.last}" if window else ""
    parameters = {"term": term, "retmode": "xml", "retmax": str(LISTED_AT_MOST)}
    parameters |= window.parameters if window else {}
    ids: dict[int, None] = {}

    def read(body) -> SearchReply:
        reply = read_search(body)
        lacking = max(0, min(reply.count, LISTED_AT_MOST) - len(ids))
        n_new = len(set(reply.ids) - ids.keys())
        if n_new != min(lacking, reply.page) or (lacking and not n_new):
            raise BadReply(f"{n_new} new PMIDs listed of {lacking} to come")
        return reply

    while True:
        page = {**parameters, "retstart": str(len(ids))}
        reply = client.ask("esearch", page, read, what=f"ESearch{days}")
        ids.update(dict.fromkeys(reply.ids))
        if len(ids) >= min(reply.count, LISTED_AT_MOST):
            return replace(reply, ids=tuple(ids))
