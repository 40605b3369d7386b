"""One request at a time, spaced as NCBI asks, put again until its reply is good.

NCBI allows 3 requests a second, 10 with an API key, and wants `tool` and `email` in each
(https://www.ncbi.nlm.nih.gov/books/NBK25497/). The key goes into the body of a POST and nowhere
else: it is taken out of everything that is kept or told.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, Self, TypeVar
from urllib.parse import quote, urlsplit

import requests
from tqdm import tqdm

from pipeline import __version__
from pipeline.entrez.deadline import deadline
from pipeline.entrez.replies import NONE_OF_THE_IDS, BadReply
from pipeline.errors import EntrezError
from pipeline.files import whole

NCBI = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
TOOL = "acupuncture-neuropathy-evidence"
CHUNK = 1 << 16
KEPT_OF_A_BAD_REPLY = 1 << 18

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait for a good reply; times in seconds.

    The wait doubles from `first_wait` to `longest_wait`, give or take a quarter, and is never
    shorter than the server asks for by `Retry-After`, up to `longest_retry_after`. `connect` and
    `read` limit each silence on the line, `reply` the whole reply. `spacing` lies between the
    arrivals of two requests; `None` means NCBI's limit and a little.
    """

    tries: int = 8
    first_wait: float = 0.5
    longest_wait: float = 20.0
    longest_retry_after: float = 60.0
    connect: float = 10.0
    read: float = 30.0
    reply: float = 90.0
    spacing: float | None = None

    def wait(self, attempt: int, retry_after: float | None) -> float:
        """The wait after the failure of this attempt, counted from 1."""
        doubled = min(self.longest_wait, self.first_wait * 2 ** (attempt - 1))
        asked = min(self.longest_retry_after, retry_after or 0.0)
        return max(doubled * random.uniform(0.75, 1.25), asked)


class Client:
    """A courteous, stubborn client of E-utilities; `n_requests` counts what it has asked.

    The last reply that could not be used is kept in the file `bad_reply`, without the key.
    """

    def __init__(
        self,
        *,
        email: str,
        bad_reply: Path,
        api_key: str | None = None,
        base_url: str = NCBI,
        patience: Patience | None = None,
    ) -> None:
        self.patience = patience or Patience()
        self.bad_reply = bad_reply
        self.n_requests = 0
        self._base_url = base_url.rstrip("/")
        self._identity = {"db": "pubmed", "tool": TOOL, "email": email}
        self._api_key = api_key
        self._spacing = self.patience.spacing
        if self._spacing is None:
            self._spacing = 0.11 if api_key else 0.36
        self._next_start = 0.0
        self._session = requests.Session()
        self._session.headers["User-Agent"] = f"{TOOL}/{__version__}"
        if urlsplit(base_url).hostname in ("localhost", "127.0.0.1", "::1"):
            self._session.trust_env = False

    @classmethod
    def from_environment(cls, *, bad_reply: Path, patience: Patience | None = None) -> Self:
        """Read `NCBI_EMAIL` (needed), `NCBI_API_KEY` and `EUTILS_BASE_URL`."""
        email = os.environ.get("NCBI_EMAIL", "").strip()
        if "@" not in email:
            raise EntrezError(
                "NCBI_EMAIL",
                f"{email!r} is no address" if email else "it is not set",
                right="NCBI asks each user for an e-mail address that it can write to",
                do="run `make fetch NCBI_EMAIL=you@example.org`",
            )
        base_url = os.environ.get("EUTILS_BASE_URL", "").strip() or NCBI
        if not base_url.startswith(("https://", "http://")):
            raise EntrezError("EUTILS_BASE_URL", f"{base_url!r} is no URL", right=f"as in {NCBI}")
        return cls(
            email=email,
            api_key=os.environ.get("NCBI_API_KEY", "").strip() or None,
            base_url=base_url,
            bad_reply=bad_reply,
            patience=patience,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def ask(
        self,
        utility: str,
        parameters: Mapping[str, str],
        read: Callable[[BinaryIO], T],
        *,
        what: str,
    ) -> T:
        """POST to `utility` until `read` accepts the body; `what` names the request in messages.

        `read` gets the body as an open file and raises `BadReply` to have it asked for again.
        After `patience.tries` bad replies `EntrezError` is raised.
        """
        for attempt in range(1, self.patience.tries + 1):
            with tempfile.TemporaryFile() as body:
                try:
                    self._receive(utility, parameters, body)
                    body.seek(0)
                    return read(body)
                except (BadReply, requests.RequestException, TimeoutError) as fault:
                    reason = self._redacted(_reason(fault))
                    wait = self.patience.wait(attempt, getattr(fault, "retry_after", None))
                    self._keep(body, f"{what}, try {attempt}: {reason}")
            if attempt < self.patience.tries:
                self._tell(f"{what}: {reason:.200}; asking again in {wait:.0f} s", wait)
                time.sleep(wait)
        raise EntrezError(
            what,
            f"no good reply in {self.patience.tries} tries, the last was: {reason:.300}",
            do=f"see {self.bad_reply}, and run it again later: it goes on from here",
        )

    def _receive(self, utility: str, parameters: Mapping[str, str], body: BinaryIO) -> None:
        """Put one request and write the reply's body to disk as it arrives."""
        fields = {**self._identity, **parameters}
        if self._api_key:
            fields["api_key"] = self._api_key
        self._keep_distance()
        self.n_requests += 1
        late = f"the reply is not whole after {self.patience.reply:g} s"
        with (
            deadline(self.patience.reply, late),
            self._session.post(
                f"{self._base_url}/{utility}.fcgi",
                data=fields,
                timeout=(self.patience.connect, self.patience.read),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            self._next_start = time.monotonic() + self._spacing
            for chunk in response.iter_content(CHUNK):
                body.write(chunk)
        if response.status_code != requests.codes.ok:
            self._refuse(response, body)

    def _refuse(self, response: requests.Response, body: BinaryIO) -> None:
        body.seek(0)
        text = body.read(2_000).decode("utf-8", "replace")
        if response.status_code == requests.codes.bad_request:
            if NONE_OF_THE_IDS in text:
                return
            if "API key invalid" in text:
                raise EntrezError(
                    "NCBI_API_KEY", "NCBI does not know this key", do="correct it or leave it out"
                )
        raise BadReply(
            f"status {response.status_code} {response.reason}",
            retry_after=_seconds(response.headers.get("Retry-After")),
        )

    def _keep_distance(self) -> None:
        now = time.monotonic()
        if now < self._next_start:
            time.sleep(self._next_start - now)
        self._next_start = max(now, self._next_start) + self._spacing

    def _keep(self, body: BinaryIO, about: str) -> None:
        body.seek(0)
        content = body.read(KEPT_OF_A_BAD_REPLY).decode("utf-8", "replace")
        with whole(self.bad_reply) as beside:
            moment = datetime.now(UTC).isoformat(timespec="seconds")
            beside.write_text(f"{moment} {about}\n\n{self._redacted(content)}", encoding="utf-8")

    def _redacted(self, text: str) -> str:
        if not self._api_key:
            return text
        for form in {self._api_key, quote(self._api_key, safe="")}:
            text = text.replace(form, "[key]")
        return text

    @staticmethod
    def _tell(message: str, wait: float) -> None:
        if wait >= 3:
            tqdm.write(message, file=sys.stderr)


def _reason(fault: Exception) -> str:
    """What went wrong, at the root of it and on one line; a `BadReply` says it itself."""
    while fault.__context__ and not isinstance(fault, BadReply):
        fault = fault.__context__
    return " ".join(str(fault).split()) or type(fault).__name__


def _seconds(retry_after: str | None) -> float | None:
    """`Retry-After` as seconds from now: it is a number or a date; nonsense counts as absent."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
