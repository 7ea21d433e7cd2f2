"""Ctrl-C is not lost: a library may swallow the KeyboardInterrupt, or tell of it as something else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def noted() -> Iterator[list]:
    """A list that is no longer empty once Ctrl-C was pressed, whatever became of its KeyboardInterrupt."""
    before, stopped = signal.getsignal(signal.SIGINT), []

    def note(*args):
        stopped.append(True)
        before(*args)

    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield stopped
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
