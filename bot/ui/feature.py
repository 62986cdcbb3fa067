"""What the client asks of each feature: practising, looking back, preferences."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.ui.replies import Form, Manner, Reply
from bot.ui.routes import Route

Listener = Callable[..., Coroutine[Any, Any, None]]
"""Hears of one of Discord's events, after which it is named."""

Command = app_commands.Command[Any, ..., Any] | app_commands.Group


class Feature(Protocol):
    """A part of the interface with its own commands and routes. It holds nothing about anybody."""

    @property
    def routes(self) -> Sequence[type[Route]]:
        """The routes that this feature follows."""
        ...

    def commands(self) -> Sequence[Command]:
        """Its slash commands."""
        ...

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        """How a route is answered."""
        ...

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply | Form:
        """Do what a button, a menu or a form says. Raises RapportError."""
        ...

    async def tick(self, client: discord.Client) -> float | None:
        """Do what is due by the clock; return the seconds until something is due again, or None."""
        ...


def command(name: str, description: str, callback: Any) -> app_commands.Command[Any, ..., Any]:
    """A command for servers, the bot's DM and private channels, installed for servers or for single users."""
    return app_commands.Command(
        name=name,
        description=description,
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
