"""One family of errors: *where: what is wrong; what would be right; what to do*."""

MEND = "mend that, and run it again"  # what to do about a full disk and the like


class PipelineError(Exception):
    """Input that cannot be used. Caught once, in `__main__`, and told in one line (exit status 2).

    `where` names the file, record or server; `wrong` says what was found there; `right` what
    would be accepted; `do` the next step for the person who reads it.
    """

    def __init__(self, where: object, wrong: str, *, right: str = "", do: str = "") -> None:
        super().__init__(where, wrong, right, do)
        parts = [part for part in (wrong, right, do) if part]
        self.message = " ".join(f"{where}: {'; '.join(parts)}".split())

    def __str__(self) -> str:
        return self.message


class ProtocolError(PipelineError):
    """A file of the protocol that does not say what a review needs."""


class SnapshotError(PipelineError):
    """A folder of raw records that is incomplete, damaged or in use."""


class EntrezError(PipelineError):
    """E-utilities that do not answer, or not with what was asked for."""


class RecordError(PipelineError):
    """A file of records (PubMed XML, MEDLINE, JSON lines) that cannot be read."""


class BuildError(PipelineError):
    """Tables that contradict one another; nothing is published."""
