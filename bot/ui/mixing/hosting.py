"""What hosts type: `/mixer setup`, `schedule`, `scheduled`, `close`. Each sees for itself whether somebody is one."""

from collections.abc import Sequence
from datetime import timedelta

import discord
from discord import app_commands

from bot.errors import N_, MixerOver, NotHost
from bot.services import Services
from bot.services.mixing.schedule import Wish
from bot.services.reminders import zones_like
from bot.ui.cards.mixing_lobby import lacking_card, note_card, set_up_card
from bot.ui.cards.mixing_schedule import planned_card, schedule_card
from bot.ui.cards.settings import day_names
from bot.ui.delivery import attempt
from bot.ui.mixing.panels import remove_panel
from bot.ui.mixing.permissions import EVENTS, lacking, lacking_in
from bot.ui.mixing.typed import Give, MixerCommand, Wake, mixer_command
from bot.ui.mixing.words import speech_for
from bot.ui.replies import Reply, words_for

CHOICES, CHOICE_TEXT = 25, 100  # Discord's limits on completions
DAYS_AHEAD = 24
SURPRISE = "surprise"


class Hosting:
    """Commands for those who may manage the server."""

    def __init__(self, services: Services, give: Give, wake: Wake) -> None:
        self._services, self._mixing, self._give, self._wake = services, services.mixing, give, wake

    def commands(self) -> Sequence[MixerCommand]:
        return (self._setup(), self._schedule(), self._scheduled(), self._close())

    def _setup(self) -> MixerCommand:
        async def setup(interaction: discord.Interaction, reports: discord.TextChannel, voice: bool = False) -> None:
            await self._give(interaction, self._set_up(interaction, reports, voice))

        app_commands.describe(
            reports=N_("Where reports go: a channel that only moderators read"),
            voice=N_("Open a voice room beside each group's thread"),
        )(setup)
        return mixer_command("setup", N_("For hosts: open the lobby in this channel"), setup)

    async def _set_up(self, interaction: discord.Interaction, reports: discord.TextChannel, voice: bool) -> Reply:
        only_hosts(interaction)
        tr, lobby = words_for(interaction), interaction.channel
        if not isinstance(lobby, discord.TextChannel):
            return Reply(note_card(tr.gettext("Please run this in a text channel: its members are the ones who meet.")))
        missing = lacking_in(lobby, reports, voice=voice)
        if missing:
            return Reply(lacking_card(missing, tr))
        before = await self._mixing.lobby.set_up(lobby.guild.id, lobby.id, reports.id, voice)
        if before and before.panel and before.lobby != lobby.id:
            await attempt(remove_panel(interaction.client, before.lobby, before.panel), server=before.id)
        self._wake(0.0)
        return Reply(set_up_card(lobby.mention, reports.mention, voice, tr))

    def _schedule(self) -> MixerCommand:
        async def schedule(
            interaction: discord.Interaction,
            day: str,
            time: str,
            topic: str | None = None,
            weekly: bool = False,
            timezone: str | None = None,
        ) -> None:
            names = tuple(day_words(interaction))
            about = None if topic == SURPRISE else topic
            wish = Wish(day, time, timezone, about, weekly, names)
            await self._give(interaction, self._plan(interaction, wish))

        app_commands.describe(
            day=N_("On which day"),
            time=N_("At what time, such as 19:30"),
            topic=N_("What about; leave it out for a surprise"),
            weekly=N_("Every week from then on"),
            timezone=N_("By whose clocks: the nearest big city; remembered for this server"),
        )(schedule)
        built = mixer_command("schedule", N_("For hosts: set a mixer for a day and an hour"), schedule)
        built.autocomplete("day")(self._days)
        built.autocomplete("time")(_times)
        built.autocomplete("topic")(self._topics)
        built.autocomplete("timezone")(_zones)
        return built

    async def _plan(self, interaction: discord.Interaction, wish: Wish) -> Reply:
        only_hosts(interaction)
        tr, guild = words_for(interaction), interaction.guild
        missing = lacking(guild.me.guild_permissions, EVENTS) if guild else ()
        if guild and missing:
            return Reply(lacking_card({guild.name: missing}, tr))
        planned = await self._mixing.schedule.plan(interaction.guild_id or 0, interaction.user.id, wish)
        self._wake(0.0)
        return Reply(planned_card(speech_for(interaction, self._services).of(planned), tr))

    def _scheduled(self) -> MixerCommand:
        async def scheduled(interaction: discord.Interaction) -> None:
            await self._give(interaction, self._listed(interaction))

        return mixer_command("scheduled", N_("What mixers are scheduled here"), scheduled)

    async def _listed(self, interaction: discord.Interaction) -> Reply:
        planned = await self._mixing.schedule.upcoming(interaction.guild_id or 0)
        speech = speech_for(interaction, self._services)
        return Reply(schedule_card([speech.of(one) for one in planned], speech.tr, host=is_host(interaction)))

    def _close(self) -> MixerCommand:
        async def close(interaction: discord.Interaction) -> None:
            await self._give(interaction, self._end(interaction))

        return mixer_command("close", N_("For hosts: end the mixer of this thread"), close)

    async def _end(self, interaction: discord.Interaction) -> Reply:
        only_hosts(interaction)
        if not await self._mixing.rooms.close(interaction.channel_id or 0):
            raise MixerOver
        self._wake(0.0)
        return Reply(note_card(words_for(interaction).gettext("It is over. The thread closes in some minutes.")))

    async def _days(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        today = await self._mixing.schedule.today(interaction.guild_id or 0, interaction.user.id)
        words, found = day_words(interaction), list[app_commands.Choice[str]]()
        for ahead in range(DAYS_AHEAD + 1):
            day = today + timedelta(days=ahead)
            name = f"{words[ahead] if ahead < 2 else words[2 + day.weekday()]}, {day.isoformat()}"
            if typed.strip().casefold() in name.casefold():
                found.append(app_commands.Choice(name=name, value=day.isoformat()))
        return found

    async def _topics(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        speech = speech_for(interaction, self._services)
        surprise = app_commands.Choice(name=speech.tr.gettext("A surprise"), value=SURPRISE)
        every = [app_commands.Choice(name=one.title[:CHOICE_TEXT], value=one.id) for one in speech.topics.all]
        return [one for one in (surprise, *every) if typed.casefold() in one.name.casefold()][:CHOICES]


def is_host(interaction: discord.Interaction) -> bool:
    """Whether somebody may manage this server."""
    return interaction.permissions.manage_guild or interaction.permissions.administrator


def only_hosts(interaction: discord.Interaction) -> None:
    """Raises NotHost."""
    if not is_host(interaction):
        raise NotHost


def day_words(interaction: discord.Interaction) -> Sequence[str]:
    """Today, tomorrow, and the weekdays from Monday on."""
    tr = words_for(interaction)
    return (tr.gettext("Today"), tr.gettext("Tomorrow"), *day_names(tr))


async def _times(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Whole and half hours, those of the evening first."""
    order = [(hour + 17) % 24 for hour in range(24)]
    every = [f"{hour:02}:{minute:02}" for hour in order for minute in (0, 30)]
    plain = typed.strip()
    return [app_commands.Choice(name=one, value=one) for one in every if one.startswith(plain) or one[1:] == plain][
        :CHOICES
    ]


async def _zones(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=name) for name in zones_like(typed)][:CHOICES]
