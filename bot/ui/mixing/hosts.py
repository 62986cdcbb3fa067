"""Telling those who run a server what they alone can mend."""

import discord

from bot.services import Services
from bot.ui.answer import NO_MENTIONS
from bot.ui.cards.mixing_lobby import note_card
from bot.ui.cards.parts import Card
from bot.ui.delivery import DmClosed, send_unasked


async def tell_hosts(client: discord.Client, services: Services, server: int, words: str, nonce: str) -> None:
    """Say it in the channel that the hosts chose or, where that is out of reach, to the owner of the server."""
    found, guild = await services.mixing.lobby.server(server), client.get_guild(server)
    if found is None or guild is None:
        return
    shown = note_card(words)
    shown.stop()
    try:
        channel = client.get_partial_messageable(found.reports)
        await channel.send(view=shown, nonce=nonce, allowed_mentions=NO_MENTIONS)
    except (discord.NotFound, discord.Forbidden):
        if guild.owner_id:
            await whisper(client, services, guild.owner_id, note_card(words), nonce)


async def whisper(client: discord.Client, services: Services, person: int, shown: Card, key: str) -> None:
    """Send something to somebody's direct messages, where they take any."""
    if not await services.preferences.dm_open(person):
        return
    try:
        await send_unasked(client, person, shown, key)
    except DmClosed:
        await services.preferences.remember_dm(person, False)
