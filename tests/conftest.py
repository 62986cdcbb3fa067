"""What every test may use: the real bot in a simulated Discord, on a real database."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from unittest.mock import patch

import hypothesis
import pytest
import structlog

from bot.authoring.checks import Checked, check
from bot.authoring.loaded import Loaded
from bot.settings import Settings
from bot.storage.database import open_database
from tests.support.mixers import Evening, open_evening
from tests.support.world import World, open_world

# The same cases each time where a change is judged; the search for new ones goes on wherever people run the tests.
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Where everything is installed, a skipped test is a failed one."""
    if report.skipped and os.environ.get("RAPPORT_REQUIRE_ALL") == "1" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the environment or the `.env` of whoever runs it."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """Lines for machines: painting them for a terminal takes longer than what they tell of."""
    structlog.configure(
        processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
    )


@pytest.fixture(scope="session", autouse=True)
def _each_script_checked_once() -> Iterator[None]:
    """Playing a script through takes a second, and most tests start a bot."""
    known: dict[tuple[str, str], Checked] = {}

    def check_once(loaded: Loaded) -> Checked:
        key = (loaded.file, loaded.source)
        if key not in known:
            known[key] = check(loaded)
            gc.freeze()  # the scripts stay until the end, and looking through them again and again takes its time
        return known[key]

    with patch("bot.app.check", check_once):
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with its tables: migrating one anew for each test would take a third of the time of all."""
    file = tmp_path_factory.mktemp("migrated") / "rapport.db"

    async def make() -> None:
        database = open_database(f"sqlite+aiosqlite:///{file}")
        await database.migrate()
        await database.close()

    asyncio.run(make())
    return file


@pytest.fixture
def settings(tmp_path: Path, migrated: Path) -> Settings:
    """Settings on a fresh SQLite file, with the scenarios that are shipped."""
    shutil.copy(migrated, tmp_path / "rapport.db")
    return Settings.model_validate({"database_url": f"sqlite:///{tmp_path / 'rapport.db'}"})


@pytest.fixture
async def world(settings: Settings) -> AsyncIterator[World]:
    """The bot in a server with two people in it. At the end, everything it sent must be what Discord accepts."""
    async with open_world(settings) as opened:
        yield opened


@pytest.fixture
async def evening(world: World) -> Evening:
    """A server with an open lobby for mixers."""
    return await open_evening(world)
