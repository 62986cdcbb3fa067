"""What a player can set: `/settings`; and the reminders that they asked for."""

from collections.abc import Callable, Sequence
from typing import cast

import discord
from discord import app_commands

from bot.errors import N_, EmptyShelf, OldButton
from bot.i18n import languages, translations
from bot.logs import log
from bot.services import Services
from bot.services.reminders import places_like
from bot.storage.reminders import Reminder
from bot.ui.answer import Answers
from bot.ui.boundary import Failure, outcome
from bot.ui.cards.picker import picker_card
from bot.ui.cards.settings import SettingsView, hushed_card, reminder_card, settings_card
from bot.ui.cards.whereabouts import where_card
from bot.ui.delivery import PASSING, DmClosed, send_unasked
from bot.ui.feature import Command, command
from bot.ui.replies import Manner, Reply, language_for, new_manner, speak, words_for
from bot.ui.routes import Route
from bot.ui.routes import preferences as routes

CHOICES = 25  # Discord's limit on completions

_log = log(__name__)


class Preferring:
    """Kept for those who agreed to be stored. `wake` is told in how many seconds there is something to do."""

    routes = routes.ALL

    def __init__(self, services: Services, wake: Callable[[float], None], answers: Answers) -> None:
        self._services, self._preferences, self._reminders = services, services.preferences, services.reminders
        self._wake, self._answers = wake, answers

    def commands(self) -> Sequence[Command]:
        async def settings(interaction: discord.Interaction, timezone: str | None = None) -> None:
            work = self._in_zone(interaction, timezone) if timezone else self._settings(interaction)
            await self._answers.give(interaction, new_manner(interaction), work)

        async def complete(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
            return [app_commands.Choice(name=name, value=zone) for name, zone in places_like(typed)[:CHOICES]]

        app_commands.describe(timezone=N_("Where you are, by the nearest big city"))(settings)
        built = command("settings", N_("Language, clocks and reminders"), settings)
        built.autocomplete("timezone")(complete)
        return (built,)

    def manner(self, interaction: discord.Interaction, route: Route) -> Manner:
        return new_manner(interaction) if isinstance(route, routes.Come) else Manner.EDIT

    async def follow(self, interaction: discord.Interaction, route: Route) -> Reply:
        user, picked = interaction.user.id, _picked(interaction)
        match route:
            case routes.SetTimers(on):
                await self._preferences.set_timers(user, bool(on))
                self._wake(0.0)  # cards with a clock are drawn without it
            case routes.SetLanguage():
                language = next((one for one in picked if one in languages()), None)
                await self._services.languages.choose(user, language)
                speak(language)
            case routes.SetReminders(1) if (view := await self._reminders.view(user)).reminder.zone is None:
                return Reply(where_card(view.local, words_for(interaction)))
            case routes.SetZone():
                await self._reminders.begin_in(user, next(iter(picked), ""))
            case routes.SetReminders(on):
                await self._reminders.switch(user, bool(on))
            case routes.SetDays() | routes.SetHour() | routes.SetQuiet():
                await self._rhythm(user, route, picked)
            case routes.Come():
                return await self._come(interaction)
            case routes.Hush():
                await self._reminders.stop(user)
                return Reply(hushed_card(words_for(interaction)))
            case _:
                raise OldButton
        return await self._settings(interaction)

    async def tick(self, client: discord.Client) -> float | None:
        """Send the reminders that are due. One that fails holds up none of the others."""
        while await self._reminders.any_due():
            for one in await self._reminders.claim_due():
                if isinstance(await outcome(self._remind(client, one), player=one.player), Failure):
                    await self._reminders.not_sent(one)
        return None

    async def _remind(self, client: discord.Client, one: Reminder) -> None:
        """Send a reminder that was claimed: it is sent once or, where the line fails it, not at all."""
        tr = translations(await self._services.languages.of_player(one.player))
        assert one.due_at is not None  # that is why it was claimed
        try:
            await send_unasked(client, one.player, reminder_card(tr), f"reminder/{one.player}/{one.due_at.timestamp()}")
        except DmClosed:
            await self._reminders.refused(one.player)
        except PASSING as error:
            _log.warning("not reminded", player=one.player, error=str(error))
            await self._reminders.not_sent(one)
        else:
            await self._reminders.arrived(one)

    async def _rhythm(self, user: int, route: Route, picked: Sequence[str]) -> None:
        """What a menu of reminders says. Raises OldButton for what it never offered."""
        try:
            numbers = [int(part) for one in picked for part in one.split("-")]
        except ValueError:
            raise OldButton from None
        match route, numbers:
            case routes.SetDays(), [_, *_]:
                await self._reminders.set_days(user, frozenset(numbers))
            case routes.SetHour(), [hour]:
                await self._reminders.set_hour(user, hour)
            case routes.SetQuiet(), [start, end]:
                await self._reminders.set_quiet(user, start, end)
            case _:
                raise OldButton

    async def _come(self, interaction: discord.Interaction) -> Reply:
        """The way from a reminder to practising, which answers it."""
        await self._reminders.came(interaction.user.id)
        view = await self._services.speaking(language_for(interaction)).practice.picker(interaction.user.id)
        if not view.scenarios:
            raise EmptyShelf
        return Reply(picker_card(view, words_for(interaction)))

    async def _in_zone(self, interaction: discord.Interaction, typed: str) -> Reply:
        await self._reminders.set_zone(interaction.user.id, typed)
        return await self._settings(interaction)

    async def _settings(self, interaction: discord.Interaction) -> Reply:
        user = interaction.user.id
        view = SettingsView(
            preferences=await self._preferences.view(user),
            reminders=await self._reminders.view(user),
            language=await self._services.languages.chosen(user),
        )
        return Reply(settings_card(view, words_for(interaction)))


def _picked(interaction: discord.Interaction) -> Sequence[str]:
    return cast(list[str], (interaction.data or {}).get("values", []))
