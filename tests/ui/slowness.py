"""A database on a slow day."""

import asyncio
from typing import Any

import pytest

from bot.storage import languages, players, runs

BUSY = ((players, "find"), (runs, "load"))
SPOKEN = ((languages, "of_player"),)


def slow(
    monkeypatch: pytest.MonkeyPatch,
    *,
    error: Exception | None = None,
    seconds: float = 1.5,
    queries: tuple[tuple[Any, str], ...] = BUSY,
) -> None:
    """Let each of these queries take so long, and fail afterwards where there is an error."""
    for module, name in queries:
        real = getattr(module, name)

        async def late(*args: Any, real: Any = real, **kwargs: Any) -> Any:
            if seconds:
                await asyncio.sleep(seconds)
            if error:
                raise error
            return await real(*args, **kwargs)

        monkeypatch.setattr(module, name, late)
