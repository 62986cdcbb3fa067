"""What each button and command does: ask a service, draw a card."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from gettext import NullTranslations
from typing import cast

import discord

from bot.errors import EmptyShelf, OldButton
from bot.i18n import translations
from bot.services import Services
from bot.services.views import RunView
from bot.storage.runs import Place
from bot.storage.timers import Timer
from bot.ui import routes
from bot.ui.cards.brief import brief_card
from bot.ui.cards.debrief import debrief_card
from bot.ui.cards.feedback import feedback_card
from bot.ui.cards.notices import declined_card, settings_card, waiting_card
from bot.ui.cards.parts import Card
from bot.ui.cards.picker import picker_card
from bot.ui.cards.scene import scene_card
from bot.ui.delivery import DmClosed, redraw, send_dm
from bot.ui.replies import Manner, Reply, in_own_dm, new_manner, place_of


def run_card(view: RunView, tr: NullTranslations) -> Card:
    """A run's card: the scene while it waits for the player, the debrief once it is over."""
    return debrief_card(view, tr) if view.run.over else scene_card(view, tr)


class Conversation:
    """`now` gives the time in UTC; `wake` is told in how many seconds a clock that was just started runs out."""

    def __init__(self, services: Services, now: Callable[[], datetime], wake: Callable[[float], None]) -> None:
        self._practice, self._feedback, self._preferences = services.practice, services.feedback, services.preferences
        self._now, self._wake = now, wake

    def manner(self, interaction: discord.Interaction, route: routes.Route) -> Manner:
        """Whether a route changes the message that was clicked, or is answered with a new one."""
        anew = (routes.Offer, routes.Again, routes.ShowPicker, routes.ShowFeedback)
        return new_manner(interaction) if isinstance(route, anew) else Manner.EDIT

    async def follow(  # noqa: PLR0911, PLR0912 - one line for each route is the shortest way to read it
        self, interaction: discord.Interaction, route: routes.Route
    ) -> Reply:
        """Do what a button or menu says. Raises RapportError."""
        user, manner = interaction.user.id, self.manner(interaction, route)
        place = place_of(interaction, manner)
        match route:
            case routes.Picker() | routes.ShowPicker():
                return await self.picker(interaction)
            case routes.Pick():
                return await self.brief(interaction, _picked(interaction))
            case routes.Brief(scenario) | routes.Offer(scenario):
                return await self.brief(interaction, scenario)
            case routes.TryDm(scenario):
                await self._preferences.remember_dm(user, True)
                return await self.brief(interaction, scenario)
            case routes.Decline():
                return Reply(declined_card(_tr(interaction)))
            case routes.GoOn(run):
                return await self._go_on(interaction, run, place)
            case routes.Start(scenario):
                return self._run(interaction, await self._practice.begin(user, scenario, place))
            case routes.Afresh(scenario):
                return self._run(interaction, await self._practice.begin(user, scenario, place, afresh=True))
            case routes.Again(scenario):
                view = await self._practice.begin(user, scenario, place)
                return self._run(interaction, view, remember=True)
            case routes.Choose(run, seq, option):
                return self._run(interaction, await self._practice.choose(user, run, seq, option, place))
            case routes.DropClock(run):
                return self._run(interaction, await self._practice.drop_clock(user, run, place))
            case routes.ShowFeedback():
                return await self.feedback(interaction)
            case routes.SetTimers(on):
                return Reply(settings_card(await self._preferences.set_timers(user, bool(on)), _tr(interaction)))

    async def picker(self, interaction: discord.Interaction) -> Reply:
        """What there is to practise. Raises EmptyShelf."""
        view = await self._practice.picker(interaction.user.id)
        if not view.scenarios:
            raise EmptyShelf
        return Reply(picker_card(view, _tr(interaction)))

    async def brief(self, interaction: discord.Interaction, scenario: str) -> Reply:
        """A scenario's brief: here in the DM, or sent there from elsewhere. Raises ScenarioGone."""
        tr, user = _tr(interaction), interaction.user
        view = await self._practice.brief(user.id, scenario)
        if in_own_dm(interaction):
            return Reply(brief_card(view, tr))
        sent = await self._send_dm(interaction, brief_card(view, tr)) if view.dm_open else None
        if sent:
            return Reply(waiting_card(view.scenario.title, sent.jump_url, tr))
        return Reply(brief_card(replace(view, dm_open=False), tr, ephemeral=True))

    async def feedback(self, interaction: discord.Interaction) -> Reply:
        """Where the player's traits stand. Raises NotStarted."""
        return Reply(feedback_card(await self._feedback.summary(interaction.user.id), _tr(interaction)))

    async def settings(self, interaction: discord.Interaction) -> Reply:
        """What the player can set. Raises NotStarted."""
        return Reply(settings_card(await self._preferences.view(interaction.user.id), _tr(interaction)))

    async def lapse(self, client: discord.Client, timer: Timer) -> None:
        """Let silence answer a timed choice, and show what came of it on the run's card."""
        view = await self._practice.lapse(timer)
        if view and view.place:
            await redraw(client, view.place, run_card(view, translations()), timer.token)

    async def _go_on(self, interaction: discord.Interaction, run: int, place: Place) -> Reply:
        """Go on in the DM where it is open, and otherwise right here."""
        user = interaction.user.id
        if in_own_dm(interaction) or not await self._preferences.dm_open(user):
            return self._run(interaction, await self._practice.go_on(user, run, place))
        there = Place((await interaction.user.create_dm()).id, None)
        view = await self._practice.go_on(user, run, there)
        sent = await self._send_dm(interaction, self._run(interaction, view).card)
        if sent is None:
            return self._run(interaction, await self._practice.go_on(user, run, place))
        await self._practice.shown(run, replace(there, message=sent.id))
        return Reply(waiting_card(view.run.scenario.title, sent.jump_url, _tr(interaction)))

    def _run(self, interaction: discord.Interaction, view: RunView, *, remember: bool = False) -> Reply:
        """The run's card, and the alarm set to its clock. `remember` where the card's message is yet to be sent."""
        if view.due:
            self._wake(max(0.0, (view.due - self._now()).total_seconds()))

        async def sent(place: Place) -> None:
            await self._practice.shown(view.id, place)

        return Reply(run_card(view, _tr(interaction)), sent if remember else None)

    async def _send_dm(self, interaction: discord.Interaction, card: Card) -> discord.Message | None:
        """Send a card to the person's DM; None, and remembered, where it does not arrive there."""
        try:
            return await send_dm(interaction.user, card)
        except DmClosed:
            await self._preferences.remember_dm(interaction.user.id, False)
            return None


def _tr(interaction: discord.Interaction) -> NullTranslations:
    return translations(str(interaction.locale))


def _picked(interaction: discord.Interaction) -> str:
    values = cast(list[str], (interaction.data or {}).get("values", []))
    if not values:
        raise OldButton
    return values[0]
