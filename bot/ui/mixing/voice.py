"""Temporary voice rooms as Discord has them."""

import discord

from bot.logs import log
from bot.services.mixing.views import RoomView
from bot.services.mixing.voice import VoiceRooms
from bot.storage.voices import Voice
from bot.ui.mixing.sight import out_of_sight

NAME_TEXT = 100
_SEEN = discord.PermissionOverwrite(view_channel=True, connect=True)
_HIDDEN = discord.PermissionOverwrite(view_channel=False, connect=False)

_log = log(__name__)


async def open_voice(lobby: discord.TextChannel, view: RoomView, name: str) -> discord.VoiceChannel:
    """The voice room of a mixer: the one that was opened before a restart, or a new one that its people alone see."""
    for channel in lobby.guild.voice_channels:
        if channel.name == name[-NAME_TEXT:] and channel.category_id == lobby.category_id:
            return channel
    guild = lobby.guild
    # The role itself: discord.py passes anything else on as a member, and the room would be open to all.
    overwrites: dict[discord.Role | discord.Object, discord.PermissionOverwrite] = {
        guild.default_role: _HIDDEN,
        discord.Object(guild.me.id, type=discord.Member): _SEEN,
    }
    overwrites |= {discord.Object(one.person, type=discord.Member): _SEEN for one in view.present}
    return await guild.create_voice_channel(
        name[-NAME_TEXT:],
        category=lobby.category,
        overwrites=overwrites,  # type: ignore[arg-type]
        user_limit=len(view.present),
    )


async def shut_out(client: discord.Client, room: int, person: int) -> None:
    """Close a voice room to somebody who has left its mixer, where the bot was given the permission to manage roles."""
    channel = client.get_channel(room)
    if isinstance(channel, discord.VoiceChannel) and channel.permissions_for(channel.guild.me).manage_roles:
        await channel.set_permissions(await channel.guild.fetch_member(person), overwrite=None)


async def remove_room(client: discord.Client, rooms: VoiceRooms, room: int) -> None:
    """Remove a voice room by its id; one that is gone already is forgotten."""
    channel = client.get_channel(room)
    if isinstance(channel, discord.VoiceChannel):
        await remove_voice(channel, rooms)
    else:
        await rooms.removed(room)


async def remove_voice(channel: discord.VoiceChannel | discord.StageChannel, rooms: VoiceRooms) -> None:
    """Remove a voice room. One out of reach is left to the hosts."""
    try:
        await channel.delete()
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("voice room not removed", channel=channel.id, code=error.code)
    await rooms.removed(channel.id)


async def look_around(client: discord.Client, rooms: VoiceRooms) -> None:
    """After the bot was away: orphans are removed, and who is in the other rooms is taken down."""
    hidden = out_of_sight(client)
    for voice in await rooms.known():
        if voice.server in hidden:
            continue
        if voice.ending:
            await remove_room(client, rooms, voice.room)
        else:
            await rooms.found(voice, _people(client, voice))


def _people(client: discord.Client, voice: Voice) -> set[int]:
    channel = client.get_channel(voice.room)
    return set(channel.voice_states) if isinstance(channel, discord.VoiceChannel) else set()
