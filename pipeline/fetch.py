"""`fetch`: bring every record that matches the query from PubMed, and prove that it is every one.

The first run brings the whole list. Later ones ask for the whole list again, bring the records
that are new or that PubMed has changed since, and note those that are gone; raw batches are kept.
A run that was stopped goes on where it was.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from pipeline.entrez.client import Client, Patience
from pipeline.entrez.listing import LATEST, IncompleteListing, Listing, Window, list_pmids
from pipeline.entrez.reconcile import Fetcher
from pipeline.lock import only_writer
from pipeline.manifest import Batch, Deleted, Manifest, Missing, Run
from pipeline.protocol import load_search
from pipeline.protocol.search import Search
from pipeline.resume import (
    Held,
    Plan,
    drop_plan,
    find_held,
    read_plan,
    save_plan,
    stored_batch,
)
from pipeline.snapshot import iso, publish, write_batch

BATCH_SIZE = 200
OVERLAP = timedelta(days=3)
BIG_JOB = 100
NOT_SERVED = "PubMed lists it and does not serve it, asked for with others and alone"
WITHDRAWN = "PubMed no longer lists or serves it"
NO_MATCH = "it no longer matches the query"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the stage's settings."""
    parser.add_argument("--protocol", type=Path, required=True, help="folder with search.toml")
    parser.add_argument("--snapshot", type=Path, required=True, help="folder for the records")
    parser.add_argument(
        "--update", action="store_true", help="bring what PubMed added, changed or withdrew since"
    )


def run(
    *,
    protocol: Path,
    snapshot: Path,
    update: bool = False,
    batch_size: int = BATCH_SIZE,
    patience: Patience | None = None,
) -> None:
    """Make the snapshot hold what PubMed has for the query; see the module."""
    query = query_of(load_search(protocol))
    bad_reply = snapshot / "last-bad-reply.txt"
    with (
        Client.from_environment(bad_reply=bad_reply, patience=patience) as client,
        only_writer(snapshot),
    ):
        held = find_held(snapshot)
        for batch in held.damaged:
            _tell(f"{snapshot / batch.file} is missing or damaged: its records are brought again")
        plan = read_plan(snapshot, query, held)
        if plan:
            _tell(f"going on with the run begun at {plan.started}; for news since, update later")
        elif held.is_complete_for(query) and not update:
            _tell(
                f"{snapshot}: complete with {len(held.pmids):,} records as of "
                f"{held.runs[-1].started}; `make update` brings what has changed since"
            )
            return
        else:
            plan = _plan(client, query, held, update=update, batch_size=batch_size)
            save_plan(snapshot, plan, held)
        for warning in plan.warnings:
            _tell(f"PubMed warns: {warning}")
        fetcher = Fetcher(client, candidates=_candidates(plan, held))
        batches = _bring(snapshot, plan, fetcher)
        manifest = _account(snapshot, plan, held, batches, fetcher)
        publish(snapshot, manifest)
        drop_plan(snapshot)
        _summarise(snapshot, manifest, client)


def query_of(search: Search) -> str:
    """The query with the protocol's limits on the Entrez date, as one can paste it into PubMed."""
    if not (search.min_date or search.max_date):
        return search.text
    first, last = (
        day.strftime("%Y/%m/%d") if day else outermost
        for day, outermost in ((search.min_date, "1700"), (search.max_date, "3000"))
    )
    return f'({search.text}) AND ("{first}"[edat] : "{last}"[edat])'


def _plan(client: Client, query: str, held: Held, *, update: bool, batch_size: int) -> Plan:
    """Search, and settle which records are to be brought."""
    started = datetime.now(UTC)
    listing = _listing(client, query, held)
    wanted, since = listing.pmids - held.pmids, None
    if held.runs:
        since = (datetime.fromisoformat(held.runs[-1].started) - OVERLAP).date()
        wanted |= listing.pmids & (held.lost | _modified(client, query, since, held.pmids))
    if len(wanted) > BIG_JOB * batch_size:
        _tell(
            f"{len(wanted):,} records are a big job: NLM asks for such at weekends, or between "
            "9 pm and 5 am US Eastern time"
        )
    return Plan(
        run=held.next_run,
        kind="update" if update and held.runs else "search",
        query=query,
        translation=listing.translation,
        warnings=listing.warnings,
        count=len(listing.pmids),
        started=iso(started),
        since=since.isoformat() if since else None,
        batch_size=batch_size,
        wanted=tuple(sorted(wanted)),
        gone=tuple(sorted(held.pmids - listing.pmids)),
    )


def _listing(client: Client, query: str, held: Held) -> Listing:
    """The whole list of PMIDs; records held are believed gone when two lists in a row lack them."""
    listing = list_pmids(client, query)
    while held.pmids - listing.pmids:
        before, listing = listing, list_pmids(client, query)
        if listing.pmids == before.pmids:
            break
    return listing


def _modified(client: Client, query: str, since: date, held: frozenset[int]) -> frozenset[int]:
    """The records that PubMed has changed since; all that are held where it cannot list them."""
    try:
        return list_pmids(client, query, window=Window("mdat", since, LATEST)).pmids
    except IncompleteListing as incomplete:
        _tell(f"{incomplete}; so all {len(held):,} records held are brought again")
        return held


def _candidates(plan: Plan, held: Held) -> list[int]:
    """A few records, apart from one another, of which PubMed should serve one."""
    current = sorted(held.pmids.difference(plan.gone))
    return [pmid for some in (plan.wanted, current) for pmid in some[:: len(some) // 4 + 1]]


def _bring(folder: Path, plan: Plan, fetcher: Fetcher) -> tuple[Batch, ...]:
    """Fetch the batches that are not on disk yet; at the end ask once more for what is missing."""

    def bring(number: int, pmids: Sequence[int]) -> Batch:
        def keep(xml: BinaryIO, returned: tuple[int, ...]) -> Batch:
            day = datetime.now(UTC).date().isoformat()
            return write_batch(folder, xml, pmids=returned, run=plan.run, number=number, date=day)

        what = f"EFetch of batch {number} (PMIDs {pmids[0]} to {pmids[-1]})"
        return fetcher.fetch(pmids, keep, what=what)

    batches: list[Batch] = []
    with tqdm(total=len(plan.wanted), desc="fetch", unit=" records", disable=None) as progress:
        for number, pmids in plan.batches():
            batch = stored_batch(folder, plan, number, pmids) or bring(number, pmids)
            batches.append(batch)
            progress.update(len(pmids))
    returned = {pmid for batch in batches for pmid in batch.pmids}
    unserved = [pmid for pmid in plan.wanted if pmid not in returned]
    if late := [pmid for pmid in unserved if fetcher.is_served(pmid, what="EFetch")]:
        batches.append(bring(len(batches) + 1, late))
    return tuple(batches)


def _account(
    folder: Path, plan: Plan, held: Held, batches: tuple[Batch, ...], fetcher: Fetcher
) -> Manifest:
    """The manifest in which every PMID listed, and every one held before, has its place."""
    returned = {pmid for batch in batches for pmid in batch.pmids}
    unserved = [pmid for pmid in plan.wanted if pmid not in returned]
    deleted = [(pmid, NOT_SERVED) for pmid in unserved if pmid in held.pmids]
    is_same_query = held.runs and held.runs[-1].query == plan.query
    for pmid in plan.gone:
        is_served = not is_same_query or fetcher.is_served(pmid, what="EFetch")
        deleted.append((pmid, NO_MATCH if is_served else WITHDRAWN))
    this_run = Run(
        run=plan.run,
        kind=plan.kind,
        query=plan.query,
        translation=plan.translation,
        warnings=plan.warnings,
        count=plan.count,
        since=plan.since,
        started=plan.started,
        finished=iso(datetime.now(UTC)),
        is_repair=bool(held.damaged),
    )
    return Manifest(
        corpus=folder.name,
        source="eutils",
        runs=(*held.runs, this_run),
        missing=tuple(Missing(pmid=pmid, reason=NOT_SERVED) for pmid in unserved),
        deleted=(
            *held.deleted,
            *(Deleted(pmid=pmid, run=plan.run, reason=reason) for pmid, reason in deleted),
        ),
        batches=(*held.batches, *batches),
    )


def _summarise(folder: Path, manifest: Manifest, client: Client) -> None:
    run = manifest.runs[-1]
    new = sum(len(batch.pmids) for batch in manifest.batches if batch.run == run.run)
    gone = sum(1 for gone in manifest.deleted if gone.run == run.run)
    print(
        f"{folder}: complete with {len(manifest.pmids):,} records; {new:,} brought, "
        f"{gone:,} withdrawn, {len(manifest.missing):,} listed but not served "
        f"({client.n_requests:,} requests)"
    )


def _tell(message: str) -> None:
    tqdm.write(message, file=sys.stderr)
