"""What every test may use: the real bot in a simulated Discord, on a real database."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.support.mixers import Evening, open_evening
from tests.support.world import World, open_world


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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings on a fresh SQLite file, with the scenarios that are shipped."""
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
