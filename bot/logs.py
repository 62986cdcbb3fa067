"""Structured log lines, for Rapport's own events and for those of its libraries alike.

What people write, and what they choose, never goes into a log; ids do. Secrets are cut out of whatever is logged.
"""

import logging
import re
import sys
from typing import Any, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor

from bot.settings import LogFormat, LogLevel, Settings

# Three base64 parts, the way Discord writes a bot's token; and the password in a database address.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
_PASSWORD = re.compile(r"(://[^:/@\s]*:)[^@\s]+@")
# An interaction's webhook address lets its holder answer in the bot's name.
_WEBHOOK = re.compile(r"(/webhooks/\d+/|/interactions/\d+/)[\w-]{20,}")


def without_secrets(text: str) -> str:
    """The text with tokens and passwords cut out."""
    return _WEBHOOK.sub(r"\1[token]", _PASSWORD.sub(r"\1[password]@", _TOKEN.sub("[token]", text)))


def set_up_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Send every log line of this process to `stream` (standard error), in the format that the settings ask for."""
    out: TextIO = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _clean,
                _renderer(settings, out),
            ],
        )
    )
    level = cast(int, getattr(logging, settings.log_level.upper()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    quiet = level if settings.log_level is LogLevel.DEBUG else max(level, logging.WARNING)
    for library in ("discord", "alembic", "sqlalchemy", "asyncio", "aiohttp"):
        logging.getLogger(library).setLevel(quiet)


def log(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one room."""
    return structlog.stdlib.get_logger(name)


def _renderer(settings: Settings, stream: TextIO) -> Processor:
    wanted = settings.log_format or (LogFormat.CONSOLE if stream.isatty() else LogFormat.JSON)
    if wanted is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty())


def _clean(_logger: Any, _method: str, event: EventDict) -> EventDict:
    return {key: without_secrets(value) if isinstance(value, str) else value for key, value in event.items()}
