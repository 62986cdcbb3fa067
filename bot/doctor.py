"""What is configured, and what is wrong with it. Looks, and changes nothing."""

from dataclasses import dataclass

import aiohttp
import discord
from discord.http import Route
from rich.console import Console
from rich.markup import escape

from bot.authoring.checks import check
from bot.authoring.library import load_folder
from bot.authoring.problems import Severity
from bot.errors import StartError
from bot.logs import without_secrets
from bot.services.clocks import Clocks
from bot.settings import Settings
from bot.storage.database import DatabaseUnusable, open_to_look, sqlite_file

ASK_SECONDS = 10.0  # how long Discord may take to say whether it knows the token


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok` is None for what is neither right nor wrong."""

    subject: str
    ok: bool | None
    words: str


async def examine(settings: Settings | StartError) -> tuple[Finding, ...]:
    """Look at the settings, the token, the database and the scenarios."""
    if isinstance(settings, StartError):
        return (Finding("settings", False, str(settings)),)
    found = [Finding("settings", True, f"log {settings.log_level} · scenarios {settings.scenarios_dir}")]
    found.append(await _token(settings))
    found.append(await _database(settings))
    return (*found, *_scenarios(settings))


def show(findings: tuple[Finding, ...], console: Console) -> int:
    """Print the findings; the exit code is 1 where something is wrong."""
    signs = {True: "[green]ok   [/]", False: "[red]wrong[/]", None: "[yellow]note [/]"}
    for one in findings:
        line = f"{signs[one.ok]} {one.subject}: {escape(without_secrets(one.words))}"
        console.print(line, highlight=False, soft_wrap=True)  # a path is not broken in two
    return int(any(one.ok is False for one in findings))


async def seconds_since_beat(settings: Settings) -> float | None:
    """Seconds since the running bot's last sign of life, or None where there is none."""
    try:
        if (file := sqlite_file(settings.database)) and not file.exists():
            return None
        database = open_to_look(settings.database)
    except DatabaseUnusable:
        return None
    try:
        at, needed = await database.revisions()
        return await Clocks(database, discord.utils.utcnow).seconds_since_beat() if at == needed else None
    except DatabaseUnusable:
        return None
    finally:
        await database.close()


async def _token(settings: Settings) -> Finding:
    try:
        headers = {"Authorization": f"Bot {settings.token}"}
    except StartError as error:
        return Finding("token", False, str(error))
    timeout = aiohttp.ClientTimeout(total=ASK_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{Route.BASE}/users/@me", headers=headers) as answer,
        ):
            if answer.status == 401:
                words = "DISCORD_TOKEN was refused by Discord. Copy a fresh one from your app's Bot page (Reset Token)."
                return Finding("token", False, words)
            answer.raise_for_status()
            return Finding("token", True, f"Discord knows it as {(await answer.json())['username']}")
    except (aiohttp.ClientError, TimeoutError) as error:
        why = str(error) or "it did not answer in time"
        return Finding("token", None, f"DISCORD_TOKEN is set, but Discord could not be asked about it: {why}")


async def _database(settings: Settings) -> Finding:
    shown = without_secrets(settings.database)
    try:
        if (file := sqlite_file(settings.database)) and not file.exists():
            folder = file.absolute().parent
            if not folder.is_dir():
                return Finding("database", False, f"DATABASE_URL names a folder that does not exist: {folder}.")
            return Finding("database", None, f"{shown} does not exist yet; `run` creates it")
        at, needed = await _revisions(settings.database)
    except DatabaseUnusable as error:
        return Finding("database", False, f"DATABASE_URL cannot be used: {error}")
    if at == needed:
        return Finding("database", True, f"{shown}, at revision {at}")
    if at is not None and needed is not None and at > needed:
        return Finding("database", False, f"{shown} is at revision {at}, which a newer Rapport made; use that one")
    state = "is empty" if at is None else f"is at revision {at}, and {needed} is needed"
    return Finding("database", None, f"{shown} {state}; `run` or `migrate` brings it up to date")


async def _revisions(url: str) -> tuple[str | None, str | None]:
    database = open_to_look(url)
    try:
        return await database.revisions()
    finally:
        await database.close()


def _scenarios(settings: Settings) -> tuple[Finding, ...]:
    checked = [check(one) for one in load_folder(settings.scenarios_dir)]
    broken = [one for one in checked if not one.playable]
    found = [
        Finding("scenario", False, str(problem))
        for one in broken
        for problem in one.problems
        if problem.severity is Severity.ERROR
    ]
    playable = len(checked) - len(broken)
    return (Finding("scenarios", playable > 0, f"{playable} can be played, {len(broken)} left out"), *found)
