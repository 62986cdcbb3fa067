"""Being shown the way: `/path`, and a worked example of each scenario."""

from collections.abc import Sequence

import discord

from bot.domain.example import example
from bot.errors import N_, OldButton
from bot.services import Services
from bot.ui.answer import Answers
from bot.ui.cards.guidance import example_card, path_card
from bot.ui.feature import Command, command
from bot.ui.replies import Manner, Reply, language_for, new_manner, words_for
from bot.ui.routes import Route
from bot.ui.routes import guidance as routes


class Guiding:
    """Works for strangers too: nothing about anybody is stored here."""

    routes = routes.ALL

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services, self._answers = services, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, new_manner(interaction), self._path(interaction))

        return (command("path", N_("Walk through the seven traits, one after the other"), callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return Manner.EDIT

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        match route:
            case routes.ShowExample(scenario, number):
                return self._example(interaction, scenario, number)
            case routes.ShowPath():
                return await self._path(interaction)
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        return None

    def _example(self, interaction: discord.Interaction, scenario_id: str, number: int) -> Reply:
        """A step of the example, which takes some milliseconds to find. Raises ScenarioGone and OldButton."""
        scenario = self._services.shelf.in_language(language_for(interaction)).current(scenario_id).scenario
        steps = example(scenario)
        if not 0 <= number < len(steps):
            raise OldButton
        return Reply(example_card(scenario, steps, number, words_for(interaction)))

    async def _path(self, interaction: discord.Interaction) -> Reply:
        stops = await self._services.speaking(language_for(interaction)).feedback.path(interaction.user.id)
        return Reply(path_card(stops, words_for(interaction)))
