"""A time limit for what may never end."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator


class TooLong(BaseException):
    """Past the time limit; no Exception, so that a student's `except Exception` does not catch it."""


def within(seconds: float, run: Callable[[], object]) -> object:
    """What `run` returns.

    Raises
    ------
    TooLong
        if that takes longer.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        with _alarm(seconds):
            return run()
    return _in_thread(seconds, run)  # Windows has no such alarm, and only the main thread can receive it


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_thread(seconds: float, run: Callable[[], object]) -> object:
    outcome: list[tuple[object, BaseException | None]] = []

    def work() -> None:
        try:
            outcome.append((run(), None))
        except BaseException as error:
            outcome.append((None, error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if not outcome:
        raise TooLong
    value, error = outcome[0]
    if error:
        raise error
    return value
