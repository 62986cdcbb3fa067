"""The events of scheduled mixers, and telling hosts what stands in their way."""

from collections.abc import Sequence

import discord

from bot.services import Services
from bot.services.mixing.views import DueView
from bot.ui.mixing.hosts import tell_hosts
from bot.ui.mixing.permissions import lacking, named


async def event_of(client: discord.Client, one: DueView) -> discord.ScheduledEvent | None:
    """Its event as it is now; None where it is gone. Raises discord.Forbidden where it is out of reach."""
    scheduled = one.upcoming.scheduled
    guild = client.get_guild(scheduled.server)
    if guild is None or scheduled.event is None:
        return None
    try:
        return await guild.fetch_scheduled_event(scheduled.event)
    except discord.NotFound:
        return None


async def alert(client: discord.Client, services: Services, one: DueView, words: str, needed: Sequence[str]) -> None:
    """Tell the hosts, and what is missing of what is needed."""
    scheduled = one.upcoming.scheduled
    guild = client.get_guild(scheduled.server)
    if guild is None:
        return
    lobby = guild.get_channel(one.lobby)
    granted = lobby.permissions_for(guild.me) if lobby else guild.me.guild_permissions
    names = ", ".join(lacking(granted, needed) or named(needed))
    await tell_hosts(client, services, guild.id, words.format(names=names), f"alert{scheduled.id}")
