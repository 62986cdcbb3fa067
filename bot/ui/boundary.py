"""The one place where every failure ends: in one kind line for the person, and in a log entry for the host."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import TypeVar

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
