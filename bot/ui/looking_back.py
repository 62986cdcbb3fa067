"""Looking back over many runs: `/feedback`."""

from collections.abc import Sequence

import discord

from bot.services import Services
from bot.ui.answer import Answers
from bot.ui.cards.feedback import feedback_card
from bot.ui.feature import Command, command
from bot.ui.replies import Manner, Reply, new_manner, words_for
from bot.ui.routes import Route, feedback


class LookingBack:
    """Shown to the player alone."""

    routes = feedback.ALL

    def __init__(self, services: Services, answers: Answers) -> None:
        self._feedback, self._answers = services.feedback, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, new_manner(interaction), self._summary(interaction))

        return (command("feedback", "See how your conversations have gone", callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return new_manner(interaction)

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        return await self._summary(interaction)

    async def tick(self, client: discord.Client) -> float | None:
        return None

    async def _summary(self, interaction: discord.Interaction) -> Reply:
        view = await self._feedback.summary(interaction.user.id)
        return Reply(feedback_card(view, words_for(interaction)))
