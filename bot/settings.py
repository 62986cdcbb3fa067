"""Configuration, from environment variables alone (a `.env` file in the working folder is read too)."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}


class LogLevel(StrEnum):
    """How much the log says."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """For eyes, or for machines."""

    CONSOLE = "console"
    JSON = "json"


def shipped_scenarios() -> Path:
    """The folder of the scenarios that come with Rapport: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def with_driver(url: str) -> str:
    """A database address with the async driver that Rapport uses. Raises ValueError for a database it does not know."""
    scheme, colon, rest = url.partition("://")
    if not colon or not re.fullmatch(r"[a-z0-9+]+", scheme, re.IGNORECASE):
        raise ValueError("it is not a database address such as sqlite:///rapport.db")
    driver = _DRIVERS.get(scheme.lower(), scheme.lower())
    if driver not in _DRIVERS.values():
        raise ValueError(f"it names `{scheme}`, but only sqlite and postgresql are supported")
    return f"{driver}://{rest}"


_in_any_case = BeforeValidator(lambda given: given.lower() if isinstance(given, str) else given)


class Settings(BaseSettings):
    """Every setting; `.env.example` explains each."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        case_sensitive=False,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = None
    database_url: Annotated[SecretStr, AfterValidator(lambda url: SecretStr(with_driver(url.get_secret_value())))] = (
        SecretStr("sqlite+aiosqlite:///rapport.db")
    )
    scenarios_dir: Path = Field(default_factory=shipped_scenarios)
    log_level: Annotated[LogLevel, _in_any_case] = LogLevel.INFO
    log_format: Annotated[LogFormat | None, _in_any_case] = None
    retention_days: Annotated[int, Field(ge=14)] | None = None
    demo_port: Annotated[int, Field(ge=1, le=65535)] = 8765

    @property
    def database(self) -> str:
        """The database's address, password and all: for the engine alone, never for a log."""
        return self.database_url.get_secret_value()

    @property
    def token(self) -> str:
        """The bot's token. Raises StartError where it is missing."""
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        if not token:
            raise StartError(
                "DISCORD_TOKEN is not set. Get one at discord.com/developers/applications (your app, Bot, Reset Token) "
                "and put DISCORD_TOKEN=... in the environment or in a file named .env."
            )
        if not re.fullmatch(r"[\w.-]+", token, re.ASCII):
            raise StartError(f"DISCORD_TOKEN holds what no token holds, such as a space. {_HOW['discord_token']}")
        return token


_HOW: dict[str, str] = {
    "discord_token": "Copy it whole from your app's Bot page.",
    # An example with a password in its place would lose it on the way out, as a real one does.
    "database_url": "Write for example sqlite:///rapport.db, or postgresql://user@host/rapport, a password as "
    "user:password.",
    "scenarios_dir": "Give the path of a folder of scenario files, or leave it unset for those that come with Rapport.",
    "log_level": "Use debug, info, warning or error.",
    "log_format": "Use console or json.",
    "retention_days": "Use a number of days, 14 or more, or leave it unset to keep everything until it is erased.",
    "demo_port": "Use a number from 1 to 65535.",
}


def read_settings(**given: Any) -> Settings:
    """The settings of this process; `given` overrides them. Raises StartError, whose line names all that is wrong."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        found = [(str(one["loc"][0]), one["msg"]) for one in error.errors(include_input=False, include_url=False)]
        raise StartError(" ".join(_unusable(name, reason) for name, reason in found)) from None
    except UnicodeDecodeError:
        raise StartError("the file .env is not UTF-8 text. Save it again as UTF-8.") from None
    if not settings.scenarios_dir.is_dir():
        raise StartError(f"SCENARIOS_DIR is not a folder: {settings.scenarios_dir}. {_HOW['scenarios_dir']}")
    return settings


def _unusable(name: str, reason: str) -> str:
    reason = reason.removeprefix("Value error, ")
    return f"{name.upper()} is not usable: {reason[:1].lower()}{reason[1:]}. {_HOW.get(name, '')}".strip()
