"""What a player can set: `/settings`."""

from collections.abc import Sequence

import discord

from bot.errors import OldButton
from bot.services import Services
from bot.ui.answer import Answers
from bot.ui.cards.notices import settings_card
from bot.ui.feature import Command, command
from bot.ui.replies import Manner, Reply, new_manner, words_for
from bot.ui.routes import Route, preferences


class Preferring:
    """Kept for those who agreed to be stored."""

    routes = preferences.ALL

    def __init__(self, services: Services, answers: Answers) -> None:
        self._preferences, self._answers = services.preferences, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, new_manner(interaction), self._settings(interaction))

        return (command("settings", "Turn clocks on or off", callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return Manner.EDIT

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        match route:
            case preferences.SetTimers(on):
                view = await self._preferences.set_timers(interaction.user.id, bool(on))
                return Reply(settings_card(view, words_for(interaction)))
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        return None

    async def _settings(self, interaction: discord.Interaction) -> Reply:
        view = await self._preferences.view(interaction.user.id)
        return Reply(settings_card(view, words_for(interaction)))
