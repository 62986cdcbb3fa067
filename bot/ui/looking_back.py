"""Looking back over many runs: `/feedback` and what it leads to."""

from collections.abc import Sequence

import discord

from bot.domain.traits import Trait
from bot.errors import N_, OldButton
from bot.services import Services
from bot.ui.answer import Answers
from bot.ui.cards.closer import trait_card
from bot.ui.cards.feedback import explained_card, feedback_card, over_time_card
from bot.ui.cards.moments import moment_card, what_if_card
from bot.ui.feature import Command, command
from bot.ui.pictures import course_picture, standing_picture
from bot.ui.replies import Manner, Reply, language_for, new_manner, picked, words_for
from bot.ui.routes import Route
from bot.ui.routes import feedback as routes
from bot.ui.routes.feedback import ANY, ShowMoment, WhatIf


class LookingBack:
    """Shown to the player alone."""

    routes = routes.ALL

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services, self._answers = services, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, new_manner(interaction), self._summary(interaction))

        return (command("feedback", N_("See how your conversations have gone"), callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return new_manner(interaction) if isinstance(route, routes.ShowFeedback) else Manner.EDIT

    async def follow(  # noqa: PLR0911 - one line for each route is the shortest way to read it
        self, interaction: discord.Interaction, route: Route
    ) -> Reply:
        match route:
            case routes.ShowFeedback() | routes.BackToFeedback():
                return await self._summary(interaction)
            case routes.ShowMoment(trait, number):
                return await self._moment(interaction, trait, number)
            case routes.PickTrait():
                return await self._moment(interaction, picked(interaction), 0)
            case routes.PickCloser():
                return await self._closer(interaction, picked(interaction))
            case WhatIf():
                return await self._what_if(interaction, route)
            case routes.OverTime():
                return await self._over_time(interaction)
            case routes.Explain():
                return Reply(explained_card(words_for(interaction)))
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        return None

    def _spoken(self, interaction: discord.Interaction) -> Services:
        return self._services.speaking(language_for(interaction))

    async def _summary(self, interaction: discord.Interaction) -> Reply:
        view, tr = await self._spoken(interaction).feedback.summary(interaction.user.id), words_for(interaction)
        taken = await self._spoken(interaction).challenges.taken(interaction.user.id)
        if not view.moments:
            return Reply(feedback_card(view, tr, taken=taken))
        drawn = await standing_picture(view, tr)
        return Reply(feedback_card(view, tr, drawn.alt or "", taken), files=(drawn,))

    async def _moment(self, interaction: discord.Interaction, about: str, number: int) -> Reply:
        only = _trait(about)
        view = await self._spoken(interaction).moments.page(interaction.user.id, only, number)
        return Reply(moment_card(view, words_for(interaction), only))

    async def _closer(self, interaction: discord.Interaction, about: str) -> Reply:
        trait = _trait(about)
        if trait is None:
            raise OldButton
        view = await self._spoken(interaction).feedback.closer(interaction.user.id, trait)
        return Reply(trait_card(view, words_for(interaction)))

    async def _what_if(self, interaction: discord.Interaction, route: WhatIf) -> Reply:
        moments = self._spoken(interaction).moments
        view = await moments.what_if(interaction.user.id, route.run, route.seq, route.option)
        return Reply(what_if_card(view, words_for(interaction), ShowMoment(route.trait, route.number)))

    async def _over_time(self, interaction: discord.Interaction) -> Reply:
        view, tr = await self._services.feedback.over_time(interaction.user.id), words_for(interaction)
        drawn = await course_picture(view, tr)
        return Reply(over_time_card(tr, drawn.alt or ""), files=(drawn,))


def _trait(about: str) -> Trait | None:
    """The trait with this id, or None for ANY. Raises OldButton."""
    if about == ANY:
        return None
    try:
        return Trait(about)
    except ValueError:
        raise OldButton from None
