"""The composition root: settings, storage, services, client. The only place that sees all of them."""

import asyncio
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.authoring.challenges import CHALLENGES, load_challenges
from bot.authoring.checks import Checked, check
from bot.authoring.library import load_folder
from bot.authoring.problems import Problem, Severity
from bot.authoring.topics import load_topics
from bot.authoring.translations import (
    Translation,
    load_challenge_translations,
    load_topic_translations,
    load_translations,
)
from bot.domain.challenges import Challenge
from bot.domain.mixer import Pace
from bot.errors import StartError
from bot.logs import log
from bot.services import Services
from bot.services.challenges import Challenges
from bot.services.checkins import CheckIns
from bot.services.clocks import Clocks
from bot.services.feedback import Feedback
from bot.services.installation import Installation
from bot.services.languages import Languages
from bot.services.mixing import mixing
from bot.services.moments import Moments
from bot.services.practice import Practice
from bot.services.preferences import Preferences
from bot.services.privacy import Privacy
from bot.services.reminders import Reminders
from bot.services.shelf import Shelf
from bot.services.topics import Topics
from bot.settings import Settings, shipped_scenarios
from bot.storage.database import Database, DatabaseUnusable, MadeByNewer, open_database, sqlite_file
from bot.ui.client import RapportClient

_log = log(__name__)
PACE = Pace()


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
    async with AsyncExitStack() as half_open:
        half_open.push_async_callback(database.close)
        try:
            await database.migrate()
        except DatabaseUnusable as error:
            hint = "" if isinstance(error, MadeByNewer) else " Check that the database runs and lets you in."
            raise StartError(f"DATABASE_URL cannot be used: {error}.{hint}") from error
        half_open.pop_all()
    return database


async def load_shelf(settings: Settings) -> Shelf:
    """The scenarios that can be played; each problem of the others goes into the log, and stops nothing.

    Every script is played through once (about a second each), so that nobody meets a scene without a way out. A thread
    does it, so that whoever tells the bot to stop meanwhile is heard.
    """
    checked = [await asyncio.to_thread(check, one) for one in load_folder(settings.scenarios_dir)]
    for one in checked:
        _report(one)
    translations = load_translations(settings.scenarios_dir)
    _report_translations(translations)
    return Shelf([one.loaded for one in checked if one.playable], translations)


@dataclass(frozen=True, slots=True)
class Tries:
    """Challenges, in their own words and in others."""

    challenges: Sequence[Challenge] = ()
    translations: Sequence[Translation] = ()


def load_tries(settings: Settings) -> Tries:
    """The challenges of the host's folder, or those that come with Rapport where it has none."""
    own = settings.scenarios_dir / CHALLENGES
    file = own if own.is_file() else shipped_scenarios() / CHALLENGES
    loaded, translations = load_challenges(file), load_challenge_translations(file)
    for problem in loaded.problems:
        _report_problem("challenge problem", problem)
    _report_translations(translations)
    return Tries(loaded.challenges, translations)


def load_topic_shelf(settings: Settings) -> Topics:
    """The topics of the host's folder, or those that come with Rapport where it has none; problems go into the log."""
    own = load_topics(settings.scenarios_dir)
    loaded = own or load_topics(shipped_scenarios())
    translations = load_topic_translations(settings.scenarios_dir if own else shipped_scenarios())
    for one in loaded:
        for problem in one.problems:
            _report_problem("topic problem", problem)
    _report_translations(translations)
    return Topics(loaded, translations)


@dataclass(frozen=True, slots=True)
class Given:
    """What the host gives to the services."""

    shelf: Shelf
    topics: Topics
    tries: Tries = Tries()
    retention_days: int | None = None


def build_services(
    database: Database, given: Given, now: Callable[[], datetime], seed: Callable[[], int], pace: Pace = PACE
) -> Services:
    """All use cases on one database. `now` gives the time in UTC, `seed` a number of 0..2**63 - 1."""
    shelf, meeting = given.shelf, mixing(database, given.topics, now, seed, pace)
    return Services(
        practice=Practice(database, shelf, now, seed),
        feedback=Feedback(database, shelf, now, meeting.company),
        moments=Moments(database, shelf),
        preferences=Preferences(database, now),
        languages=Languages(database),
        reminders=Reminders(database, now),
        checkins=CheckIns(database, now),
        challenges=Challenges(database, given.tries.challenges, now, given.tries.translations),
        privacy=Privacy(database, now, given.retention_days),
        mixing=meeting,
        clocks=Clocks(database, now),
        installation=Installation(database, now),
        shelf=shelf,
    )


async def build_client(
    settings: Settings,
    *,
    now: Callable[[], datetime] = discord.utils.utcnow,
    seed: Callable[[], int] = random_seed,
    pace: Pace = PACE,
) -> RapportClient:
    """The bot, ready to be given a token. Closing it closes its database too. Raises StartError."""
    async with AsyncExitStack() as half_built:
        database = await open_migrated(settings)  # first: it is answered at once, while a shelf takes seconds to check
        half_built.push_async_callback(database.close)
        shelf = await load_shelf(settings)
        given = Given(shelf, load_topic_shelf(settings), load_tries(settings), settings.retention_days)
        services = build_services(database, given, now, seed, pace)
        client = RapportClient(services, now, on_close=database.close)
        half_built.pop_all()
    return client


def _report(checked: Checked) -> None:
    for problem in checked.problems:
        _report_problem("scenario problem", problem)
    if not checked.playable:
        _log.error("scenario left out", file=checked.loaded.file)


def _report_translations(translations: Iterable[Translation]) -> None:
    for one in translations:
        for problem in one.problems:
            _report_problem("translation problem", problem)


def _report_problem(what: str, problem: Problem) -> None:
    say = _log.error if problem.severity is Severity.ERROR else _log.warning
    say(what, file=problem.file, line=problem.line, code=problem.code, message=problem.message)
