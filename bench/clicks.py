"""What a click costs: the whole bot, against one without engine and store that answers with a constant card.

Both run on the real discord.py in the same simulated Discord, in turns, so that their ratio holds on any machine. The
rest of a click is SQLite waiting for the disk, which is what a durable answer costs.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import simcord
from simcord.builders import UserHandle
from simcord.results import ResponseMessage

from bot.app import build_client
from bot.logs import set_up_logs
from bot.settings import LogLevel, Settings
from bot.ui.cards.parts import AMBER, beside, box, button, card, text
from bot.ui.routes.practice import Choose

ROUNDS, CLICKS = 5, 60
Click = Callable[[], Awaitable[None]]


class ConstantBot(discord.Client):
    """Answers every click with the same card."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents(guilds=True, dm_messages=True))

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        view = constant_card()
        view.stop()
        await interaction.response.edit_message(view=view, allowed_mentions=discord.AllowedMentions.none())


def constant_card() -> discord.ui.LayoutView:
    """Three options, as a scene has them."""
    options = (beside(f"“Answer {n}”", button("Say this", Choose(1, 0, f"answer_{n}"))) for n in range(3))
    return card(box(AMBER, [text("**Hank** So, still at that computer thing?"), *options]))


def main() -> None:
    """Print milliseconds of this process's CPU for each click, and the ratio."""
    set_up_logs(Settings(log_level=LogLevel.ERROR))
    constant, whole = asyncio.run(_measure())
    print(f"constant card {constant:.2f} ms of CPU a click, whole bot {whole:.2f} ms: ratio {whole / constant:.2f}")


async def _measure() -> tuple[float, float]:
    constant: list[float] = []
    whole: list[float] = []
    for _ in range(ROUNDS):
        constant.append(await _constant())
        whole.append(await _whole())
    return statistics.median(constant), statistics.median(whole)


async def _constant() -> float:
    async with simcord.run(ConstantBot()) as env:
        ana = env.create_guild().add_member(env.create_user("ana")).user
        view = constant_card()
        view.stop()
        with env._bot_scope():  # pyright: ignore[reportPrivateUsage]
            sent = await (await env.bot.fetch_user(ana.id)).send(view=view)

        async def click() -> None:
            await ana.click(_shown(env, ana, sent.id), custom_id="r1:choose:1:0:answer_1")

        return await _timed(click)


async def _whole() -> float:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.model_validate({"database_url": f"sqlite:///{folder}/bench.db"})
        async with simcord.run(await build_client(settings, seed=lambda: 7)) as env:
            ana = env.create_guild().add_member(env.create_user("ana")).user
            await ana.slash("practice", scenario="uncle-hank")
            await ana.click(_last(env, ana), custom_id="r1:agree:uncle-hank")

            async def click() -> None:
                shown = _last(env, ana)
                found = [one for one in _ids(shown.components) if ":choose:" in one]
                await ana.click(shown, custom_id=found[0] if found else "r1:again:uncle-hank")

            cost = await _timed(click)
            await env.bot.close()
            return cost


async def _timed(click: Click) -> float:
    await click()
    began = time.process_time()
    for _ in range(CLICKS):
        await click()
    return (time.process_time() - began) / CLICKS * 1000


def _last(env: simcord.Env, ana: UserHandle) -> ResponseMessage:
    message = ana.dm_channel.last_message
    assert message is not None
    return _shown(env, ana, message.id)


def _shown(env: simcord.Env, ana: UserHandle, message: int) -> ResponseMessage:
    return ResponseMessage(env, env.backend.get_message(ana.dm_channel.id, message))


def _ids(components: list[dict[str, Any]]) -> list[str]:
    found: list[str] = []
    for component in components:
        found += [str(component["custom_id"])] if component.get("custom_id") else []
        found += _ids(component.get("components") or [])
        found += _ids([component["accessory"]] if component.get("accessory") else [])
    return found
