"""What all commands of mixers share."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from bot.ui.replies import Reply

MixerCommand = app_commands.Command[Any, ..., Any]
Wake = Callable[[float], None]
Give = Callable[[discord.Interaction, Coroutine[Any, Any, Reply]], Awaitable[None]]
"""Answers an interaction, to one person alone."""

IN_SERVERS = app_commands.AppCommandContext(guild=True)
FOR_SERVERS = app_commands.AppInstallationType(guild=True)


def mixer_command(name: str, description: str, callback: Any) -> MixerCommand:
    """A command below `/mixer`, which says for all of them where it can be used."""
    return app_commands.Command(name=name, description=description, callback=callback)
