"""Small scenarios beside the shipped ones, log lines to look into, and less waiting."""

import io
import json
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import structlog

import bot.authoring.library
import bot.services.shelf
from bot.domain.scenario import Scenario
from bot.logs import set_up_logs
from bot.settings import Settings
from tests.support.world import World, open_world
from tests.ui.scripts import write_scripts

_load = cache(bot.authoring.library.load)
_typical: dict[int, tuple[Scenario, int]] = {}


def _typical_decisions(scenario: Scenario) -> int:
    if id(scenario) not in _typical:
        _typical[id(scenario)] = (scenario, _counted(scenario))
    return _typical[id(scenario)][1]


_counted = bot.services.shelf.typical_decisions


@pytest.fixture(autouse=True)
def _scripts_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes make the same scenario: a hundred bots need not read them a hundred times."""
    monkeypatch.setattr(bot.authoring.library, "load", _load)
    monkeypatch.setattr(bot.services.shelf, "typical_decisions", _typical_decisions)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A folder with the scenarios `kettle` (two clocks) and `bench` (none)."""
    return write_scripts(tmp_path / "scripts")


@pytest.fixture
def small_settings(settings: Settings, scripts: Path) -> Settings:
    """Settings with the small scenarios in place of the shipped ones."""
    return settings.model_copy(update={"scenarios_dir": scripts})


@pytest.fixture
async def small(small_settings: Settings) -> AsyncIterator[World]:
    """A world with the scenarios `kettle` and `bench`."""
    async with open_world(small_settings, seed=lambda: 7) as opened:
        yield opened


@pytest.fixture
def logged(settings: Settings) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Gives the log lines of the bot so far, as the host's machine would read them."""
    stream = io.StringIO()
    root = logging.getLogger()
    handlers = root.handlers[:]
    levels = {logger: logger.level for logger in (root, logging.getLogger("bot"))}
    set_up_logs(Settings.model_validate({**settings.model_dump(), "log_level": "debug", "log_format": "json"}), stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    structlog.reset_defaults()
    root.handlers[:] = handlers
    for logger, level in levels.items():
        logger.setLevel(level)
