"""The one place where every failure ends: in one kind line for the person, and in a log entry for the host."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from bot.errors import RapportError
from bot.logs import log

T = TypeVar("T")

_log = log(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """What a person reads instead of an answer: a gettext message id."""

    message: str


async def outcome(work: Awaitable[T], **ids: object) -> T | Failure:
    """What the work returns, or a Failure. `ids` go into the log entry; they never hold what somebody wrote."""
    try:
        return await work
    except RapportError as error:
        _log.info("refused", reason=type(error).__name__, **ids)
        return Failure(error.message)
    except Exception:  # noqa: BLE001 - whatever else went wrong: nobody is left without an answer
        _log.exception("failed", **ids)
        return Failure(RapportError.message)


def bounded(listener: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., Coroutine[Any, Any, None]]:
    """The same listener to Discord's events; where it fails there is nobody to tell, so it ends in the log."""

    @wraps(listener)
    async def heard(*event: Any) -> None:
        await outcome(listener(*event), listener=listener.__name__)

    return heard
