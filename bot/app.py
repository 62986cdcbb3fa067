"""The composition root: settings, storage, services, client. The only place that sees all of them."""

import secrets
from collections.abc import Callable
from datetime import datetime

import discord

from bot.authoring.checks import Checked, check
from bot.authoring.library import load_folder
from bot.authoring.loaded import Loaded
from bot.authoring.problems import Severity
from bot.errors import StartError
from bot.logs import log
from bot.services import Services
from bot.services.clocks import Clocks
from bot.services.feedback import Feedback
from bot.services.installation import Installation
from bot.services.practice import Practice
from bot.services.preferences import Preferences
from bot.services.shelf import Shelf
from bot.settings import Settings
from bot.storage.database import Database, DatabaseUnusable, open_database, sqlite_file
from bot.ui.client import RapportClient

_log = log(__name__)
_known: dict[tuple[str, str], Checked] = {}


def random_seed() -> int:
    """A run's seed, 0..2**63 - 1."""
    return secrets.randbits(63)


async def open_migrated(settings: Settings) -> Database:
    """The database, brought to this version. Raises StartError where it cannot be used."""
    try:
        file = sqlite_file(settings.database)
        if file and not file.absolute().parent.is_dir():
            raise DatabaseUnusable(f"its folder does not exist: {file.absolute().parent}")
        database = open_database(settings.database)
    except DatabaseUnusable as error:
        raise StartError(f"DATABASE_URL cannot be used: {error}.") from error
    try:
        await database.migrate()
    except DatabaseUnusable as error:
        await database.close()
        raise StartError(
            f"DATABASE_URL cannot be used: {error}. Check that the database runs and lets you in."
        ) from error
    return database


def load_shelf(settings: Settings) -> Shelf:
    """The scenarios that can be played; each problem of the others goes into the log, and stops nothing.

    Every script is played through once (about a second each), so that nobody meets a scene without a way out.
    """
    checked = [_checked(one) for one in load_folder(settings.scenarios_dir)]
    for one in checked:
        _report(one)
    return Shelf(one.loaded for one in checked if one.playable)


def _checked(loaded: Loaded) -> Checked:
    """The findings of a script: worked out once for each version, since they follow from it."""
    key = (loaded.file, loaded.source)
    if key not in _known:
        _known[key] = check(loaded)
    return _known[key]


async def build_client(
    settings: Settings,
    *,
    now: Callable[[], datetime] = discord.utils.utcnow,
    seed: Callable[[], int] = random_seed,
) -> RapportClient:
    """The bot, ready to be given a token. Closing it closes its database too. Raises StartError."""
    shelf = load_shelf(settings)
    database = await open_migrated(settings)
    services = Services(
        practice=Practice(database, shelf, now, seed),
        feedback=Feedback(database, shelf),
        preferences=Preferences(database),
        clocks=Clocks(database, now),
        installation=Installation(database, now),
        shelf=shelf,
    )
    return RapportClient(services, now, on_close=database.close)


def _report(checked: Checked) -> None:
    for problem in checked.problems:
        say = _log.error if problem.severity is Severity.ERROR else _log.warning
        say("scenario problem", file=problem.file, line=problem.line, code=problem.code, message=problem.message)
    if not checked.playable:
        _log.error("scenario left out", file=checked.loaded.file)
