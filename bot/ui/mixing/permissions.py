"""What the bot needs in a server to hold mixers there."""

from collections.abc import Mapping, Sequence

import discord

LOBBY = ("view_channel", "send_messages", "create_private_threads", "send_messages_in_threads", "manage_threads")
REPORTS = ("view_channel", "send_messages")
VOICE = ("manage_channels", "connect")
DOORS = ("view_channel", "send_messages")
EVENTS = ("create_events", "manage_events")

# As Discord's own settings call them.
NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_private_threads": "Create Private Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "manage_threads": "Manage Threads",
    "manage_channels": "Manage Channels",
    "connect": "Connect",
    "create_events": "Create Events",
    "manage_events": "Manage Events",
}


def named(needed: Sequence[str]) -> list[str]:
    """Permissions as Discord's own settings call them."""
    return [NAMES[name] for name in needed]


def lacking(granted: discord.Permissions, needed: Sequence[str]) -> list[str]:
    """The names of the permissions that are needed and not granted."""
    if granted.administrator:
        return []
    return [NAMES[name] for name in needed if not getattr(granted, name)]


def lacking_in(
    lobby: discord.TextChannel, reports: discord.abc.GuildChannel, *, voice: bool
) -> Mapping[str, Sequence[str]]:
    """What the bot lacks, by the mention of the channel where it lacks it; empty where nothing is missing."""
    me = lobby.guild.me
    found = {reports.mention: lacking(reports.permissions_for(me), REPORTS)}
    found[lobby.mention] = lacking(lobby.permissions_for(me), LOBBY)
    if voice:  # a text channel knows nothing of voice
        found[lobby.mention] += lacking(me.guild_permissions, VOICE)
    return {channel: names for channel, names in found.items() if names}
