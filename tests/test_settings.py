"""Settings: what is not given has a default, what is wrong is named, and what is secret stays so."""

from pathlib import Path

import pytest

from bot.errors import StartError
from bot.settings import LogFormat, LogLevel, Settings, read_settings, shipped_scenarios, with_driver

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
PASSWORD = "hunter22"


def refusal(**given: object) -> str:
    """The one line with which these settings are refused."""
    with pytest.raises(StartError) as caught:
        read_settings(**given)
    return str(caught.value)


def test_everything_has_a_default() -> None:
    """Nothing has to be set; only `run` asks for a token."""
    settings = read_settings()
    assert settings.discord_token is None
    assert settings.database == "sqlite+aiosqlite:///rapport.db"
    assert settings.scenarios_dir == shipped_scenarios()
    assert (settings.log_level, settings.log_format, settings.demo_port) == (LogLevel.INFO, None, 8765)
    assert [*shipped_scenarios().glob("*.yaml")]


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each setting is the environment variable of its name."""
    for name, value in {
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_URL": "postgres://ana@host/rapport",
        "SCENARIOS_DIR": str(tmp_path),
        "LOG_LEVEL": "debug",
        "LOG_FORMAT": "console",
        "DEMO_PORT": "9000",
    }.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.token == TOKEN
    assert settings.database == "postgresql+asyncpg://ana@host/rapport"
    assert settings.scenarios_dir == tmp_path
    assert (settings.log_level, settings.log_format, settings.demo_port) == (LogLevel.DEBUG, LogFormat.CONSOLE, 9000)


@pytest.mark.parametrize("level", ["INFO", "Info", "info"])
def test_words_are_read_in_any_case(monkeypatch: pytest.MonkeyPatch, level: str) -> None:
    """Other programs write their levels in capitals."""
    monkeypatch.setenv("LOG_LEVEL", level)
    monkeypatch.setenv("LOG_FORMAT", "JSON")
    settings = read_settings()
    assert (settings.log_level, settings.log_format) == (LogLevel.INFO, LogFormat.JSON)


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compose files pass on empty variables; they are not mistakes."""
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")
    assert read_settings() == read_settings(log_level="info")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "rapport.db"),
        ("DATABASE_URL", f"mysql://ana:{PASSWORD}@host/rapport"),
        ("DATABASE_URL", f"sqlite+pysqlite://ana:{PASSWORD}@host/rapport"),
        ("DATABASE_URL", f"ana:{PASSWORD}@host"),
        ("DATABASE_URL", f"ana:{PASSWORD}@host://rapport"),
        ("SCENARIOS_DIR", "/nowhere/at/all"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
        ("DEMO_PORT", "eighty"),
        ("DEMO_PORT", "0"),
        ("DEMO_PORT", "65536"),
    ],
)
def test_a_malformed_setting_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The line begins with the setting's name, says what to do, and gives no secret away."""
    monkeypatch.setenv(name, value)
    told = refusal()
    assert told.startswith(f"{name} is not ")
    assert "\n" not in told
    assert told.endswith(".")
    assert len(told) > len(name) + 40
    assert PASSWORD not in told
    assert "pydantic" not in told


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("sqlite:///rapport.db", "sqlite+aiosqlite:///rapport.db"),
        ("sqlite:////data/rapport.db", "sqlite+aiosqlite:////data/rapport.db"),
        ("SQLite:///Rapport.db", "sqlite+aiosqlite:///Rapport.db"),
        ("sqlite+aiosqlite:///rapport.db", "sqlite+aiosqlite:///rapport.db"),
        ("postgres://a:b@host/db?ssl=require", "postgresql+asyncpg://a:b@host/db?ssl=require"),
        ("postgresql://a:b@host/db", "postgresql+asyncpg://a:b@host/db"),
        ("postgresql+asyncpg://a:b://c@host/db", "postgresql+asyncpg://a:b://c@host/db"),
    ],
)
def test_an_address_gets_the_driver(given: str, expected: str) -> None:
    """Addresses as other tools write them work; an address that names the driver stays as it is."""
    assert with_driver(given) == expected
    assert read_settings(database_url=given).database == expected


def test_secrets_are_not_shown() -> None:
    """Printing the settings, in whatever way, tells neither the token nor the database's password."""
    settings = read_settings(discord_token=TOKEN, database_url=f"postgresql://ana:{PASSWORD}@host/rapport")
    for shown in (repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()):
        assert TOKEN not in shown
        assert PASSWORD not in shown
    assert settings.token == TOKEN
    assert PASSWORD in settings.database


@pytest.mark.parametrize("given", [None, "", "   ", "\n"])
def test_a_missing_token_says_where_to_get_one(given: str | None) -> None:
    """Whoever starts the bot for the first time reads in one line what to do."""
    settings = read_settings(discord_token=given)
    with pytest.raises(StartError) as caught:
        _ = settings.token
    told = str(caught.value)
    assert told.startswith("DISCORD_TOKEN is not set.")
    assert "discord.com/developers/applications" in told
    assert "\n" not in told


@pytest.mark.parametrize("given", [f"Bot {TOKEN}", f"{TOKEN}\n{TOKEN}", f'"{TOKEN}"', f"{TOKEN}é", f"{TOKEN}\x00"])
def test_a_token_that_cannot_be_one_is_refused_without_showing_it(given: str) -> None:
    """A slip in copying is told before anything is sent, and the token is not repeated."""
    settings = read_settings(discord_token=given)
    with pytest.raises(StartError) as caught:
        _ = settings.token
    assert str(caught.value).startswith("DISCORD_TOKEN holds")
    assert TOKEN not in str(caught.value)


def test_blanks_around_the_token_do_no_harm() -> None:
    """A line break at the end of a secret's file is no mistake."""
    assert read_settings(discord_token=f" {TOKEN}\r\n").token == TOKEN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_named_env_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """As editors save it, also with a mark at its beginning; the environment wins; what else is in it is left alone."""
    file = tmp_path / ".env"
    file.write_text(f"DISCORD_TOKEN={TOKEN}\nLOG_LEVEL=debug\nlog_format=console\nOTHER=x\nDEMO_PORT=\n", encoding)
    monkeypatch.setenv("LOG_LEVEL", "error")
    settings = read_settings(_env_file=file)
    assert settings.token == TOKEN
    assert (settings.log_level, settings.log_format, settings.demo_port) == (LogLevel.ERROR, LogFormat.CONSOLE, 8765)


def test_an_env_file_in_another_encoding_is_told_so(tmp_path: Path) -> None:
    """Some shells write UTF-16; that is one line, not a traceback."""
    file = tmp_path / ".env"
    file.write_text(f"DISCORD_TOKEN={TOKEN}\n", "utf-16")
    told = refusal(_env_file=file)
    assert "UTF-8" in told
    assert "\n" not in told
    assert TOKEN not in told


def test_every_bad_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever mends one is not told of the next only then."""
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("RETENTION_DAYS", "3")
    with pytest.raises(StartError) as refused:
        read_settings()
    assert str(refused.value).count("is not usable") == 2
    assert "LOG_LEVEL" in str(refused.value)
    assert "RETENTION_DAYS" in str(refused.value)
