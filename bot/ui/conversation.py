"""Practising: `/practice`, and everything on the cards of a run."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from gettext import NullTranslations

import discord
from discord import app_commands

from bot.domain.scenario import Scenario
from bot.errors import N_, EmptyShelf, NotStarted, OldButton
from bot.i18n import translations
from bot.services import Services
from bot.services.practice import Practice
from bot.services.shelf import Shelf
from bot.services.views import RunView
from bot.storage.runs import Place
from bot.storage.timers import Timer
from bot.ui.answer import Answers
from bot.ui.boundary import Failure, outcome
from bot.ui.cards.brief import brief_card
from bot.ui.cards.debrief import debrief_card
from bot.ui.cards.notices import declined_card, waiting_card
from bot.ui.cards.parts import Card
from bot.ui.cards.picker import picker_card
from bot.ui.cards.scene import scene_card
from bot.ui.clockwork import RETRY
from bot.ui.delivery import DmClosed, open_dm, redraw, send_dm
from bot.ui.feature import Command, command
from bot.ui.replies import Manner, Reply, in_own_dm, language_for, new_manner, picked, place_of, words_for
from bot.ui.routes import Route
from bot.ui.routes import practice as routes

CHOICES, CHOICE_TEXT = 25, 100  # Discord's limits on completions
DRAWN_AT_ONCE = 10  # cards whose clocks ran out together; Discord takes fifty requests a second
LANGUAGE_WITHIN = 0.5  # seconds; a completion cannot be deferred, and titles in another language are better than none


def run_card(view: RunView, tr: NullTranslations) -> Card:
    """A run's card: the scene while it waits for the player, the debrief once it is over."""
    return debrief_card(view, tr) if view.run.over else scene_card(view, tr)


class Conversation:
    """`now` gives the time in UTC; `wake` is told in how many seconds a clock that was just started runs out."""

    routes = routes.ALL

    def __init__(
        self,
        services: Services,
        now: Callable[[], datetime],
        wake: Callable[[float], None],
        answers: Answers,
    ) -> None:
        self._services, self._preferences = services, services.preferences
        self._now, self._wake, self._answers = now, wake, answers

    def commands(self) -> Sequence[Command]:
        async def practice(interaction: discord.Interaction, scenario: str | None = None) -> None:
            work = self._typed(interaction, scenario) if scenario else self.picker(interaction)
            await self._answers.give(interaction, new_manner(interaction), work)

        async def complete(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            language = await self._answers.language(interaction, LANGUAGE_WITHIN)
            shelf = self._services.shelf.in_language(language)
            found = [one for one in shelf.scenarios if typed.casefold() in f"{one.title} {one.id}".casefold()]
            return [app_commands.Choice(name=one.title[:CHOICE_TEXT], value=one.id) for one in found[:CHOICES]]

        app_commands.describe(scenario=N_("Which one; leave it out to see what there is"))(practice)
        built = command("practice", N_("Practise a conversation"), practice)
        built.autocomplete("scenario")(complete)
        return (built,)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        anew = isinstance(route, routes.Offer | routes.Again | routes.Rehearse | routes.ShowPicker)
        return new_manner(interaction) if anew else Manner.EDIT

    async def tick(self, client: discord.Client) -> float | None:
        """Let silence answer the clocks that have run out. Their cards are drawn meanwhile, so that none is late."""
        due = await self._services.clocks.run_out()
        answered = [(timer, await outcome(self._lapse(timer), run=timer.run)) for timer in due]
        self._redraw(client, [timer for timer, view in answered if isinstance(view, RunView)])
        failed = any(isinstance(view, Failure) for _, view in answered)
        return RETRY.total_seconds() if failed else await self._services.clocks.seconds_to_next()

    async def follow(  # noqa: PLR0911, PLR0912 - one line for each route is the shortest way to read it
        self, interaction: discord.Interaction, route: Route
    ) -> Reply:
        user, place = interaction.user.id, place_of(interaction, self.manner(interaction, route))
        practice = self._practice(interaction)
        match route:
            case routes.Picker() | routes.ShowPicker():
                return await self.picker(interaction)
            case routes.Pick():
                return await self.brief(interaction, picked(interaction))
            case routes.Brief(scenario) | routes.Offer(scenario):
                return await self.brief(interaction, scenario)
            case routes.TryDm(scenario):
                await self._preferences.remember_dm(user, True)
                return await self.brief(interaction, scenario)
            case routes.Decline():
                stored = (await self._services.privacy.view(user)).agreed_at is not None
                return Reply(declined_card(words_for(interaction), stored=stored))
            case routes.GoOn(run):
                return await self._go_on(interaction, run, place)
            case routes.Agree(scenario):
                return self._run(interaction, await practice.agree(user, scenario, place))
            case routes.Start(scenario) | routes.Again(scenario):
                return await self._begin(interaction, scenario, place)
            case routes.Afresh(scenario, run):
                return await self._begin(interaction, scenario, place, instead_of=run)
            case routes.Rehearse(run, seq):
                return self._run(interaction, await practice.rehearse(user, run, seq, place))
            case routes.Choose(run, seq, option):
                return self._run(interaction, await practice.choose(user, run, seq, option, place))
            case routes.DropClock(run):
                view = await practice.drop_clock(user, run, place)
                self._wake(0.0)  # to draw this person's other cards without theirs
                return self._run(interaction, view)
            case _:
                raise OldButton

    async def picker(self, interaction: discord.Interaction) -> Reply:
        """What there is to practise. Raises EmptyShelf."""
        view = await self._practice(interaction).picker(interaction.user.id)
        if not view.scenarios:
            raise EmptyShelf
        return Reply(picker_card(view, words_for(interaction)))

    async def brief(self, interaction: discord.Interaction, scenario: str) -> Reply:
        """A scenario's brief: here in the DM, or sent there from elsewhere. Raises ScenarioGone."""
        tr, user = words_for(interaction), interaction.user
        view = await self._practice(interaction).brief(user.id, scenario)
        if in_own_dm(interaction):
            return Reply(brief_card(view, tr))
        sent = await self._send_dm(interaction, brief_card(view, tr)) if view.dm_open else None
        if sent:
            return Reply(waiting_card(view.scenario.title, sent.jump_url, tr))
        return Reply(brief_card(replace(view, dm_open=False), tr, ephemeral=True))

    async def _typed(self, interaction: discord.Interaction, typed: str) -> Reply:
        """The brief of the scenario that somebody typed, by its id or its title in their language."""
        shelf = self._services.shelf.in_language(language_for(interaction))
        return await self.brief(interaction, _named(shelf, typed))

    async def _begin(
        self, interaction: discord.Interaction, scenario: str, place: Place, *, instead_of: int | None = None
    ) -> Reply:
        """A run's card. Who erased everything since this button was drawn gets the brief, where they are asked."""
        try:
            view = await self._practice(interaction).begin(interaction.user.id, scenario, place, instead_of=instead_of)
        except NotStarted:
            return await self.brief(interaction, scenario)
        return self._run(interaction, view)

    def _practice(self, interaction: discord.Interaction) -> Practice:
        """Practising in this person's language."""
        return self._services.speaking(language_for(interaction)).practice

    async def _lapse(self, timer: Timer) -> RunView | None:
        """Let silence answer a timed choice. The run as it is then; None where somebody answered in the meantime."""
        language = await self._services.languages.of_run(timer.run)
        return await self._services.speaking(language).practice.lapse(timer)

    def _redraw(self, client: discord.Client, changed: Sequence[Timer]) -> None:
        """Begin to draw the cards whose clocks these were, some at a time."""
        left = iter(changed)

        async def draw() -> None:
            for timer in left:  # whoever is done with one takes the next
                await outcome(self._redraw_one(client, timer.run, timer.token), run=timer.run)

        for _ in changed[:DRAWN_AT_ONCE]:
            self._answers.begin(draw())

    async def _redraw_one(self, client: discord.Client, run: int, token: str | None) -> None:
        """Draw the card of a run as it is now, and again where its player went on meanwhile: theirs is what stays."""
        language = await self._services.languages.of_run(run)
        practice, drawn = self._services.speaking(language).practice, None
        while (view := await practice.look(run)) and view.place and view.seq != drawn:
            await redraw(client, view.place, run_card(view, translations(language)), token)
            drawn = view.seq

    async def _go_on(self, interaction: discord.Interaction, run: int, place: Place) -> Reply:
        """Go on in the DM where it is open, and otherwise right here."""
        user, practice = interaction.user.id, self._practice(interaction)
        if in_own_dm(interaction) or not await self._preferences.dm_open(user):
            return self._run(interaction, await practice.go_on(user, run, place))
        there = await self._dm_place(interaction)
        if there is None:
            return self._run(interaction, await practice.go_on(user, run, place))
        view = await practice.go_on(user, run, there)
        sent = await self._send_dm(interaction, self._run(interaction, view).card)
        if sent is None:
            return self._run(interaction, await practice.go_on(user, run, place))
        await practice.shown(run, Place(sent.channel.id, sent.id))
        return Reply(waiting_card(view.run.scenario.title, sent.jump_url, words_for(interaction)))

    def _run(self, interaction: discord.Interaction, view: RunView) -> Reply:
        """The run's card, and the alarm set to its clock."""
        if view.due:
            self._wake(max(0.0, (view.due - self._now()).total_seconds()))

        async def sent(place: Place) -> None:
            await self._services.practice.shown(view.id, place)

        return Reply(run_card(view, words_for(interaction)), sent)

    async def _send_dm(self, interaction: discord.Interaction, card: Card) -> discord.Message | None:
        """Send a card to the person's DM; None, and remembered, where it does not arrive there."""
        try:
            return await send_dm(interaction.user, card)
        except DmClosed:
            await self._preferences.remember_dm(interaction.user.id, False)
            return None

    async def _dm_place(self, interaction: discord.Interaction) -> Place | None:
        """The person's DM; None, and remembered, where there is none to be had."""
        try:
            return Place(await open_dm(interaction.user), None)
        except DmClosed:
            await self._preferences.remember_dm(interaction.user.id, False)
            return None


def _named(shelf: Shelf, typed: str) -> str:
    """The id of the scenario that somebody typed, by id or title; what fits none is returned as it is."""

    def fits(one: Scenario) -> bool:
        return typed.casefold() in (one.id.casefold(), one.title.casefold())

    return next((one.id for one in shelf.scenarios if fits(one)), typed)
