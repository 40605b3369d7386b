"""A limit on the time that a block may take, whatever it waits for.

A socket's time-out limits each silence on the line, so that a server which sends a byte now and
then can hold a client for hours. Only the system's alarm ends a read that goes on.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def deadline(seconds: float, late: str) -> Iterator[None]:
    """Raise `TimeoutError(late)` in the block after so many seconds; in the main thread alone."""

    def strike(*_: object) -> None:
        raise TimeoutError(late)

    earlier = signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)
