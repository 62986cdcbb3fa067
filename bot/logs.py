"""Structured log lines, for Rapport's own events and for those of its libraries alike.

What people write, and what they choose, never goes into a log; ids do. Secrets are cut out of whatever is logged.
"""

import logging
import re
import sys
from typing import Any, TextIO, cast

import structlog
from structlog.typing import Processor

from bot.settings import LogFormat, Settings

# Three base64 parts, the way Discord writes a bot's token; and the password in a database address, at either place.
_TOKEN = re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")
_PASSWORD = re.compile(r"(://[^:/@\s]*:)\S+@")
_PASSWORD_BEHIND = re.compile(r"([?&]password=)[^&\s\"']+")
# An interaction's webhook address lets its holder answer in the bot's name.
_WEBHOOK = re.compile(r"(/webhooks/\d+/|/interactions/\d+/)[\w-]{20,}")


def without_secrets(text: str) -> str:
    """The text with tokens and passwords cut out."""
    text = _WEBHOOK.sub(r"\1[token]", _TOKEN.sub("[token]", text))
    return _PASSWORD_BEHIND.sub(r"\1[password]", _PASSWORD.sub(r"\1[password]@", text))


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
                _renderer(settings, out),
                _clean,
            ],
        )
    )
    level = cast(int, getattr(logging, settings.log_level.upper()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Libraries write down what passes through them when asked for detail: messages, tokens, rows. They are not asked.
    root.setLevel(max(level, logging.WARNING))
    logging.getLogger("bot").setLevel(level)


def log(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one room."""
    return structlog.stdlib.get_logger(name)


def _renderer(settings: Settings, stream: TextIO) -> Processor:
    wanted = settings.log_format or (LogFormat.CONSOLE if stream.isatty() else LogFormat.JSON)
    if wanted is LogFormat.JSON:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(colors=stream.isatty())


def _clean(_logger: Any, _method: str, line: Any) -> str:
    """The finished line is cleaned, not its values: a secret may sit inside an error or a list."""
    return without_secrets(line)
