"""Taking practice outside: `/challenge`, and asking how it went."""

from collections.abc import Sequence
from typing import cast

import discord

from bot.domain.challenges import Outcome
from bot.domain.limits import LEVELS
from bot.domain.traits import Trait
from bot.errors import N_, NotStarted, OldButton
from bot.i18n import translations
from bot.logs import log
from bot.services import Services
from bot.storage.tries import Try
from bot.ui.answer import Answers
from bot.ui.boundary import outcome
from bot.ui.cards import challenges as cards
from bot.ui.cards.tried import tried_card
from bot.ui.delivery import PASSING, DmClosed, send_unasked
from bot.ui.feature import Command, command
from bot.ui.replies import Form, Manner, Reply, filled_in, in_own_dm, language_for, new_manner, words_for
from bot.ui.routes import Route
from bot.ui.routes import challenges as routes

_log = log(__name__)


class Challenging:
    """Shown to the player alone."""

    routes = routes.ALL

    def __init__(self, services: Services, answers: Answers) -> None:
        self._services, self._challenges, self._answers = services, services.challenges, answers

    def commands(self) -> Sequence[Command]:
        async def callback(interaction: discord.Interaction) -> None:
            await self._answers.give(interaction, new_manner(interaction), self._offer(interaction))

        return (command("challenge", N_("Something small to try in real life"), callback),)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        if isinstance(route, routes.WriteNote):
            return Manner.MODAL
        return new_manner(interaction) if isinstance(route, routes.TakeOutside) else Manner.EDIT

    async def follow(  # noqa: PLR0911, PLR0912 - one line for each route is the shortest way to read it
        self, interaction: discord.Interaction, route: Route
    ) -> Reply | Form:
        user, tr = interaction.user.id, words_for(interaction)
        challenges = self._challenges.on(language_for(interaction))
        match route:
            case routes.TakeOutside(trait, level):
                return await self._offer(interaction, _trait(trait), _level(level))
            case routes.Suggest(trait, level, turn):
                return await self._offer(interaction, _trait(trait), _level(level), max(turn, 0))
            case routes.PickTrait():
                return await self._offer(interaction, _trait(_picked(interaction)))
            case routes.Take(challenge, days, agrees):
                return await self._take(interaction, challenge, days, agrees=bool(agrees))
            case routes.ShowTry(attempt):
                return Reply(cards.ask_card(await challenges.show(user, attempt), tr))
            case routes.ShowTried(number):
                did = [one for one in await challenges.taken(user) if one.outcome is Outcome.DID]
                return Reply(tried_card(did, number, tr))
            case routes.Did(attempt):
                return Reply(cards.answered_card(await challenges.answer(user, attempt, Outcome.DID), tr))
            case routes.LetGo(attempt):
                return Reply(cards.answered_card(await challenges.answer(user, attempt, Outcome.LET_GO), tr))
            case routes.NotYet(attempt):
                return Reply(cards.not_yet_card(await challenges.show(user, attempt), tr))
            case routes.AskAgain(attempt, days):
                return Reply(cards.later_card(await challenges.ask_again(user, attempt, days), tr))
            case routes.WriteNote(attempt):
                return Form(cards.note_form(await challenges.show(user, attempt), tr))
            case routes.KeepNote(attempt):
                words = filled_in(interaction).get(cards.NOTE, "")
                return Reply(cards.answered_card(await challenges.note(user, attempt, words), tr))
            case _:
                raise OldButton

    async def tick(self, client: discord.Client) -> float | None:
        """Ask how it went, once for each try that it is time for. One that fails holds up none of the others."""
        while await self._challenges.any_due():
            claimed = await self._challenges.claim_due()
            for one in claimed:
                await outcome(self._ask(client, one), attempt=one.id)
        return None

    async def _ask(self, client: discord.Client, one: Try) -> None:
        language = await self._services.languages.of_player(one.player)
        tr = translations(language)
        assert one.asking_since is not None  # since it was claimed
        key = f"try/{one.id}/{one.asking_since.timestamp()}"
        try:
            await send_unasked(client, one.player, cards.ask_card(self._challenges.on(language).worded(one), tr), key)
        except DmClosed:
            await self._challenges.asked(one, arrived=False)  # it waits under /challenge
        except PASSING as error:
            _log.warning("not asked", attempt=one.id, error=str(error))
        else:
            await self._challenges.asked(one, arrived=True)

    async def _take(self, interaction: discord.Interaction, challenge: str, days: int, *, agrees: bool) -> Reply:
        """It is taken along. Who asks to be asked in our direct messages has opened them, whatever was before."""
        user, challenges = interaction.user.id, self._challenges.on(language_for(interaction))
        if in_own_dm(interaction):
            await self._services.preferences.remember_dm(user, True)
        try:
            taken = await challenges.take(user, challenge, days, agrees=agrees)
        except NotStarted:
            return await self._offer(interaction)  # where they are asked
        return Reply(cards.taken_card(taken, words_for(interaction)))

    async def _offer(
        self, interaction: discord.Interaction, trait: Trait | None = None, level: int | None = None, turn: int = 0
    ) -> Reply:
        challenges = self._challenges.on(language_for(interaction))
        view = await challenges.offer(interaction.user.id, trait, level, turn)
        return Reply(cards.challenge_card(view, words_for(interaction)))


def _trait(name: str) -> Trait:
    try:
        return Trait(name)
    except ValueError:
        raise OldButton from None


def _level(level: int) -> int | None:
    return level if level in LEVELS else None


def _picked(interaction: discord.Interaction) -> str:
    return next(iter(cast(list[str], (interaction.data or {}).get("values", []))), "")
