"""Lines from a keyboard, a pipe or a file, with a time limit, on every system alike."""

import os
import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from math import ceil, inf
from time import monotonic

try:
    import termios
except ImportError:  # Windows
    termios = None

Ask = Callable[[float | None, Callable[[int], None]], str | None]
"""Waits for a line, for so many seconds or (None) as long as it takes, and returns it without its end.

None when the time is up. Meanwhile it tells the second argument each full second that is left.
Raises EOFError where no line can come any more.
"""

_GLANCE = 0.1  # seconds; on Windows a waiting queue does not notice Ctrl-C, so no wait is longer


class Keyboard:
    """An `Ask` that reads a file descriptor, the standard input unless told otherwise.

    A thread does the reading, since Windows cannot wait for a console with a time limit. It calls os.read,
    which, unlike sys.stdin, holds no lock that the end of the program would wait for.
    """

    def __init__(self, descriptor: int = 0) -> None:
        self.descriptor = descriptor
        self.lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.reader: threading.Thread | None = None

    def __call__(self, seconds: float | None, tick: Callable[[int], None]) -> str | None:
        if self.reader is None:
            self.reader = threading.Thread(target=self._read, name="keyboard", daemon=True)
            self.reader.start()
        until, told = (inf if seconds is None else monotonic() + seconds), None
        while (left := until - monotonic()) > 0:
            with suppress(queue.Empty):
                return self._next(min(left, _GLANCE))
            if seconds is not None and told != ceil(left):
                told = ceil(left)
                tick(told)
        self._forget_half_a_line()
        return None

    def _next(self, seconds: float) -> str:
        line = self.lines.get(timeout=seconds)
        if line is None:
            self.lines.put(None)  # whoever asks again is told again
            raise EOFError
        return line

    def _read(self) -> None:
        rest = b""
        while data := self._some():
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                self.lines.put(_text(line))
        if rest:
            self.lines.put(_text(rest))
        self.lines.put(None)

    def _some(self) -> bytes:
        try:
            return os.read(self.descriptor, 4096)
        except OSError:  # closed, or a terminal that went away
            return b""

    def _forget_half_a_line(self) -> None:
        """What was being typed when time ran out is no answer to the next question."""
        if termios and os.isatty(self.descriptor):
            termios.tcflush(self.descriptor, termios.TCIFLUSH)


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="replace").rstrip("\r")
