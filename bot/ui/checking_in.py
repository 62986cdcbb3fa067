"""The weekly look at oneself: `/checkin`."""

from collections.abc import Sequence

import discord

from bot.errors import N_, FormIncomplete, OldButton
from bot.services import Services
from bot.services.checkins import CheckedIn
from bot.ui.answer import Answers
from bot.ui.cards.checkins import checked_in_card, checkin_form, read_answers, too_early_card
from bot.ui.feature import Command, command
from bot.ui.replies import Form, Manner, Reply, filled_in, new_manner, words_for
from bot.ui.routes import Route, checkins


class CheckingIn:
    """Shown to the player alone."""

    routes = checkins.ALL

    def __init__(self, services: Services, answers: Answers) -> None:
        self._checkins, self._answers = services.checkins, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, Manner.MODAL, self._ask(interaction))

        return (command("checkin", N_("How is it with people these days? A short look at yourself"), callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return Manner.MODAL if isinstance(route, checkins.AskCheckIn) else new_manner(interaction)

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply | Form:
        match route:
            case checkins.AskCheckIn():
                return await self._ask(interaction)
            case checkins.KeepCheckIn():
                return await self._keep(interaction)
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        return None

    async def _ask(self, interaction: discord.Interaction) -> Reply | Form:
        asking, tr = await self._checkins.asking(interaction.user.id), words_for(interaction)
        if asking.next_at:
            return Reply(too_early_card(asking.next_at, tr))
        return Form(checkin_form(tr, looks_back=asking.looks_back), checkins.AskCheckIn())

    async def _keep(self, interaction: discord.Interaction) -> Reply:
        answers, tr = read_answers(filled_in(interaction)), words_for(interaction)
        if answers is None:
            raise FormIncomplete
        kept = await self._checkins.keep(interaction.user.id, answers)
        if isinstance(kept, CheckedIn):
            return Reply(checked_in_card(kept, tr))
        assert kept.next_at is not None  # it was not kept, since there is one of this week
        return Reply(too_early_card(kept.next_at, tr))
