"""`kill -9` in the middle of many plays: whatever was answered is kept, once, and every run goes on.

Run as a script, this file is the process that gets killed: the real bot in a simulated Discord, with people who
click as fast as they are answered. It prints each move in the instant in which Discord has the answer to its click.
"""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot.logs import set_up_logs
from bot.settings import Settings
from tests.support.world import World, open_world

PEOPLE = 34  # with three kills, a hundred plays
CHOICES = 12
ROOT = Path(__file__).parent.parent


def script() -> str:
    """A scenario of a dozen choices, none of them timed."""
    lines = ["title: A long wait", "about: A bench.", "practises: [mercy]", "level: 1", "minutes: 5", "tip: Sit."]
    lines += ["scenes:", "  bench:"]
    for number in range(CHOICES):
        lines += [f"    - A bus, the number {number}.", "    - choose: It stops.", "      options:"]
        for option, points in (("wave", 2), ("nod", 1), ("wait", -1)):
            lines += [f"        {option}: {{do: You {option}., shows: {{mercy: {points}}}, why: It was seen.}}"]
    return "\n".join([*lines, "    - end: home", "endings:", "  home: The last bus.", ""])


def settings_in(folder: Path) -> Settings:
    """Settings with a database and that scenario in this folder."""
    scripts = folder / "scripts"
    scripts.mkdir(exist_ok=True)
    (scripts / "bench.yaml").write_text(script())
    return Settings.model_validate({"database_url": f"sqlite:///{folder / 'rapport.db'}", "scenarios_dir": scripts})


@asynccontextmanager
async def crowd(settings: Settings) -> AsyncIterator[tuple[World, list[MemberActor]]]:
    """The bot, and people whose ids are the same each time."""
    async with open_world(settings) as world:
        yield world, [world.guild.add_member(world.env.create_user(f"p{number}")) for number in range(PEOPLE)]


async def play_until_killed(folder: Path) -> None:
    """Everybody begins, then everybody clicks at once, again and again, and then plays the next round."""
    settings = settings_in(folder)
    set_up_logs(settings)
    tell_answers()
    async with crowd(settings) as (world, people):
        cards = [await world.begin(person, "bench") for person in people]
        for turn in range(CHOICES):
            clicks = [
                (person, card, card.options[("wave", "nod", "wait")[(number + turn) % 3]])
                for number, (person, card) in enumerate(zip(people, cards, strict=True))
            ]
            await world.press_at_once(clicks)
            cards = [world.again(card) for card in cards]


def tell_answers() -> None:
    """Print run, number and option of a click as soon as the request that answers it has come back."""
    respond, edit = discord.InteractionResponse.edit_message, discord.Interaction.edit_original_response

    async def edit_message(self: Any, **values: Any) -> Any:
        answered = await respond(self, **values)
        tell(self._parent)
        return answered

    async def edit_original_response(self: Any, **values: Any) -> Any:
        answered = await edit(self, **values)
        tell(self)
        return answered

    def tell(interaction: Any) -> None:
        version, verb, *parts = interaction.data.get("custom_id", "r1:").split(":")
        if (version, verb) == ("r1", "choose"):
            print(*parts, flush=True)  # noqa: T201 - the parent process listens

    discord.InteractionResponse.edit_message = edit_message
    discord.Interaction.edit_original_response = edit_original_response


def killed_after(folder: Path, answers: int) -> list[tuple[int, int, str]]:
    """Play, and kill the process after so many answered clicks; every move that was answered until then."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "error"}
    command = [sys.executable, "-W", "ignore", __file__, str(folder)]
    with (folder / "errors").open("wb") as errors:
        child = subprocess.Popen(command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert child.stdout is not None
        with closing(child.stdout) as out:
            lines = [line for line, _ in zip(out, range(answers), strict=False)]
            child.kill()
            lines += out.readlines()
        assert child.wait() == -signal.SIGKILL, (folder / "errors").read_text()
    told = [line.split() for line in lines if line.endswith("\n")]
    return [(int(run), int(seq), option) for run, seq, option in told]


@pytest.mark.slow
@pytest.mark.parametrize("answers", [1, PEOPLE + 11, 3 * PEOPLE + 13])
async def test_what_was_answered_outlives_a_kill(tmp_path: Path, answers: int) -> None:
    """Every acknowledged move is there, none twice, none missing in between, and the run goes on to its end."""
    answered = await asyncio.to_thread(killed_after, tmp_path, answers)
    assert len(answered) >= answers
    file = tmp_path / "rapport.db"
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        stored = database.execute("SELECT run_id, seq, option FROM moves ORDER BY run_id, seq").fetchall()
        runs = dict(database.execute("SELECT id, seq FROM runs").fetchall())
        players = dict(database.execute("SELECT id, player_id FROM runs WHERE ended_at IS NULL").fetchall())
        database.execute("DELETE FROM marks")  # the next simulated Discord has not heard of the commands
        database.commit()
    assert set(answered) <= set(stored)
    assert len(set(answered)) == len(answered)
    count = Counter(run for run, _, _ in stored)
    assert [(run, seq) for run, seq, _ in stored] == [(run, seq) for run in sorted(count) for seq in range(count[run])]
    assert {run: seq for run, seq in runs.items() if seq} == dict(count)
    unanswered = Counter(run for run, _, _ in set(stored) - set(answered))
    assert max(unanswered.values(), default=0) <= 1

    run = max(players, key=lambda run: count[run])
    async with crowd(settings_in(tmp_path)) as (world, people):
        person = next(one for one in people if one.id == players[run])
        card = await world.tap(person, await world.ask_in_dm(person, "practice"), "Go on")
        card = await world.take(person, card, *["nod"] * (CHOICES - count[run]))
        assert "The last bus." in card.text
        before = [option for number, _, option in stored if number == run]
        assert world.moves(run) == [*before, *["nod"] * (CHOICES - count[run])]


if __name__ == "__main__":
    asyncio.run(play_until_killed(Path(sys.argv[1])))
