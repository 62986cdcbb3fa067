"""Answering an interaction in time.

Discord forgets an interaction that was not answered within three seconds; people notice after one. So the work is
given most of a second, and what takes longer is deferred first and shown when it is done.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import aiohttp
import discord

from bot.i18n import translations
from bot.logs import log
from bot.storage.runs import Place
from bot.ui.boundary import Failure, outcome
from bot.ui.replies import Manner, Reply

DEFER_AFTER = 0.7  # seconds; leaves 0.3 of the promised second for the way to Discord
UNKNOWN_MESSAGE = 10008
NO_MENTIONS = discord.AllowedMentions.none()

_log = log(__name__)


async def answer(interaction: discord.Interaction, manner: Manner, work: Coroutine[Any, Any, Reply]) -> None:
    """Answer with what the work returns, or with a kind line where it fails. Raises nothing."""
    ids = {"user": interaction.user.id, "interaction": interaction.id}
    task = asyncio.ensure_future(outcome(work, **ids))
    try:
        await asyncio.wait({task}, timeout=DEFER_AFTER)
        if not task.done():
            await _defer(interaction, manner)
        reply = await task
        if isinstance(reply, Failure):
            await _say(interaction, manner, reply)
        else:
            await _show(interaction, manner, reply)
    except (discord.HTTPException, aiohttp.ClientError) as error:
        await task  # what was begun is finished, whether or not the person sees it
        _log.warning("answer not delivered", error=str(error), **ids)


async def _defer(interaction: discord.Interaction, manner: Manner) -> None:
    if manner is Manner.EDIT:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=manner is Manner.PRIVATE, thinking=True)


async def _show(interaction: discord.Interaction, manner: Manner, reply: Reply) -> None:
    reply.card.stop()  # finished before it is sent: discord.py keeps nothing of it in memory
    message = await _deliver(interaction, manner, reply)
    if reply.sent is not None:
        private = manner is Manner.PRIVATE
        place = Place(interaction.channel_id or 0, message, private, interaction.token if private else None)
        await outcome(reply.sent(place), user=interaction.user.id)


async def _deliver(interaction: discord.Interaction, manner: Manner, reply: Reply) -> int | None:
    """Send the card, and return the id of the message that now shows it."""
    if interaction.response.is_done():
        edited = await interaction.edit_original_response(view=reply.card, allowed_mentions=NO_MENTIONS)
        return edited.id
    if manner is not Manner.EDIT:
        private = manner is Manner.PRIVATE
        response = await interaction.response.send_message(
            view=reply.card, ephemeral=private, allowed_mentions=NO_MENTIONS
        )
        return response.message_id
    try:
        await interaction.response.edit_message(view=reply.card, allowed_mentions=NO_MENTIONS)
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return await _send_anew(interaction, reply)
    return interaction.message.id if interaction.message else None


async def _send_anew(interaction: discord.Interaction, reply: Reply) -> int | None:
    """The message that was clicked has been deleted: show the card in a new one."""
    response = await interaction.response.send_message(view=reply.card, allowed_mentions=NO_MENTIONS)
    return response.message_id


async def _say(interaction: discord.Interaction, manner: Manner, failure: Failure) -> None:
    words = translations(str(interaction.locale)).gettext(failure.message)
    if not interaction.response.is_done():
        await interaction.response.send_message(words, ephemeral=True, allowed_mentions=NO_MENTIONS)
    elif manner is Manner.EDIT:
        await interaction.followup.send(words, ephemeral=True, allowed_mentions=NO_MENTIONS)
    else:
        await interaction.edit_original_response(content=words, allowed_mentions=NO_MENTIONS)
