"""Being told to stop, by a service manager or by Ctrl-C."""

import asyncio
import signal
from contextlib import suppress


def stop_signal() -> asyncio.Event:
    """Set by Ctrl-C or SIGTERM, from now on. Where the loop knows no signals, Ctrl-C cancels the task instead.

    Asked for first of all: the first process of a container gets only the signals that it listens for.
    """
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stopped.set)
    return stopped
