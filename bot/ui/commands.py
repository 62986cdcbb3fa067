"""The slash commands. They work in servers, in the bot's DM and in private channels."""

from typing import Any

import discord
from discord import app_commands

from bot.domain.scenario import Scenario
from bot.services.shelf import Shelf
from bot.ui.answer import answer
from bot.ui.conversation import Conversation
from bot.ui.replies import new_manner

CHOICES = 25  # Discord's limit on completions
NAME_TEXT = 100

Command = app_commands.Command[Any, ..., Any]


def build_commands(conversation: Conversation, shelf: Shelf) -> tuple[Command, ...]:
    """Every command, ready for a command tree."""

    async def practice(interaction: discord.Interaction, scenario: str | None = None) -> None:
        work = (
            conversation.brief(interaction, scenario_named(shelf, scenario))
            if scenario
            else conversation.picker(interaction)
        )
        await answer(interaction, new_manner(interaction), work)

    async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [one for one in shelf.scenarios if typed.casefold() in f"{one.title} {one.id}".casefold()]
        return [app_commands.Choice(name=one.title[:NAME_TEXT], value=one.id) for one in found[:CHOICES]]

    async def feedback(interaction: discord.Interaction) -> None:
        await answer(interaction, new_manner(interaction), conversation.feedback(interaction))

    async def settings(interaction: discord.Interaction) -> None:
        await answer(interaction, new_manner(interaction), conversation.settings(interaction))

    practice = app_commands.describe(scenario="Which one; leave it out to see what there is")(practice)
    practice_command = _command("practice", "Practise a conversation", practice)
    practice_command.autocomplete("scenario")(complete)
    return (
        practice_command,
        _command("feedback", "See how your conversations have gone", feedback),
        _command("settings", "Turn clocks on or off", settings),
    )


def scenario_named(shelf: Shelf, typed: str) -> str:
    """The id of the scenario that somebody typed, by id or title; what fits none is returned as it is."""

    def fits(one: Scenario) -> bool:
        return typed.casefold() in (one.id.casefold(), one.title.casefold())

    return next((one.id for one in shelf.scenarios if fits(one)), typed)


def _command(name: str, description: str, callback: Any) -> Command:
    return app_commands.Command(
        name=name,
        description=description,
        callback=callback,
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
    )
