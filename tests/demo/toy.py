"""A bot with nothing but what the demo must be able to show: cards, clicks, and edits that come unasked."""

import asyncio
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import discord
from discord import app_commands, ui

from bot.demo import serve

LATER = 3.0
"""Seconds from a click to the edit that nobody asked for."""


class Toy(discord.Client):
    """`/practice` sends a card; a click edits it at once, and once more some seconds later."""

    def __init__(self, later: float = LATER) -> None:
        super().__init__(intents=discord.Intents.none())
        self.tree = app_commands.CommandTree(self)
        self.tree.command(name="practice", description="Practise a conversation")(self._practice)
        self.tree.command(name="stumble", description="Fail")(self._stumble)
        self.later = later
        self.background: set[asyncio.Task[Any]] = set()
        self.never = asyncio.Event()

    async def setup_hook(self) -> None:
        """Wait in the ways that simcord takes for unfinished work; none of them may hold up a click."""
        self.spawn(self.never.wait())
        self.spawn(asyncio.wait_for(self.never.wait(), 60))
        self.spawn(self._pulse())

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer a click at once and add something later."""
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(view=card("You said it. She looks up."))
            self.spawn(self._smile(interaction))

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run something in the background."""
        task = asyncio.create_task(work)
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    async def _practice(self, interaction: discord.Interaction) -> None:
        now = discord.utils.format_dt(discord.utils.utcnow())
        here = f"https://discord.com/channels/@me/{interaction.channel_id}"
        view = card(f"It is {now}, and [you are here]({here}).", "Hello there.", "Is this seat taken?")
        await interaction.response.send_message(view=view)

    async def _stumble(self, interaction: discord.Interaction) -> None:
        raise RuntimeError("meant to happen")

    async def _smile(self, interaction: discord.Interaction) -> None:
        await asyncio.sleep(self.later)
        await interaction.edit_original_response(view=card("A little later she smiles."))

    async def _pulse(self) -> None:
        for _ in range(3600):
            await asyncio.sleep(1)


def card(text: str, *options: str) -> ui.LayoutView:
    """A card with a text and, for each option, its sentence with a button beside it."""
    view = ui.LayoutView(timeout=None)
    box = ui.Container[ui.LayoutView](ui.TextDisplay(text), accent_colour=0x3F6FE0)
    for number, option in enumerate(options):
        button = ui.Button[ui.LayoutView](label="Say", custom_id=f"toy:{number}")
        box.add_item(ui.Section(option, accessory=button))
    view.add_item(box)
    return view


async def make_toy() -> discord.Client:
    """What `serve` asks for."""
    return Toy()


if __name__ == "__main__":
    asyncio.run(
        serve(
            make_toy,
            data=Path(sys.argv[1]),
            port=int(sys.argv[2]),
            announce=lambda line: print(line, flush=True),  # noqa: T201
        )
    )
