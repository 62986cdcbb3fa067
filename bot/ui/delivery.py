"""Messages that the bot sends of its own accord: into direct messages, and onto cards whose clock ran out."""

import asyncio
from collections.abc import Awaitable
from hashlib import sha256
from typing import TypeVar

import aiohttp
import discord

from bot.errors import RapportError
from bot.logs import log
from bot.storage.runs import Place
from bot.ui.answer import NO_MENTIONS
from bot.ui.boundary import Failure, outcome
from bot.ui.cards.parts import Card

# Not deliverable; no server in common; the message was refused for this person. Each stays so until the person acts.
CLOSED = frozenset({50007, 50278, 20009})
# What may well be gone in a minute: an answer of Discord's own, or none because the line is down.
PASSING = (discord.HTTPException, aiohttp.ClientError, OSError)
NONCE_TEXT = 25  # Discord's limit
REDRAWN_WITHIN = 20.0  # seconds; discord.py waits out rate limits for longer, and the next click draws the card anyway

_log = log(__name__)


T = TypeVar("T")


async def attempt(work: Awaitable[T], **ids: object) -> T | Failure:
    """What comes of work that is tried again where it fails. Where Discord is at fault, a line in the log will do."""

    async def tried() -> T | Failure:
        try:
            return await work
        except PASSING as error:
            _log.warning("to be tried again", error=str(error), **ids)
            return Failure(RapportError.message)

    return await outcome(tried(), **ids)


class DmClosed(Exception):
    """Direct messages do not reach this person, and trying again will not help."""


async def open_dm(user: discord.User | discord.Member) -> int:
    """The id of somebody's DM channel. Raises DmClosed, and discord.HTTPException for passing faults."""
    try:
        return (await user.create_dm()).id
    except discord.HTTPException as error:
        raise _closed(user, error) from None


async def send_dm(user: discord.User | discord.Member, card: Card) -> discord.Message:
    """Send a card to somebody's direct messages. Raises DmClosed, and discord.HTTPException for passing faults."""
    card.stop()
    try:
        return await user.send(view=card, allowed_mentions=NO_MENTIONS)
    except discord.HTTPException as error:
        raise _closed(user, error) from None


async def send_unasked(client: discord.Client, user_id: int, card: Card, key: str) -> discord.Message:
    """Send a card to somebody who does nothing just now, by their id; the same `key` is delivered once.

    Discord knows a message again by its nonce for some minutes, so that what was sent without the answer arriving is
    not sent twice. Raises DmClosed, and one of PASSING for passing faults.
    """
    card.stop()
    user = client.get_user(user_id) or await _fetched(client, user_id)
    nonce = sha256(key.encode()).hexdigest()[:NONCE_TEXT]
    try:
        return await user.send(view=card, allowed_mentions=NO_MENTIONS, nonce=nonce)
    except discord.HTTPException as error:
        raise _closed(user, error) from None


async def _fetched(client: discord.Client, user_id: int) -> discord.User:
    try:
        return await client.fetch_user(user_id)
    except discord.NotFound:
        raise DmClosed from None  # the account is gone


def _closed(user: discord.User | discord.Member, error: discord.HTTPException) -> Exception:
    if error.code not in CLOSED and not isinstance(error, discord.Forbidden):
        return error
    _log.info("dm closed", user=user.id, code=error.code)
    return DmClosed()


async def redraw(client: discord.Client, place: Place, card: Card, token: str | None) -> None:
    """Draw a card again where it is. One that is gone stays gone: the run is offered again by /practice."""
    if place.message is None:
        return
    card.stop()
    try:
        async with asyncio.timeout(REDRAWN_WITHIN):
            if not place.ephemeral:
                channel = client.get_partial_messageable(place.channel)
                await channel.get_partial_message(place.message).edit(view=card, allowed_mentions=NO_MENTIONS)
            elif token and client.application_id:
                hook = discord.Webhook.partial(client.application_id, token, client=client)
                await hook.edit_message(place.message, view=card, allowed_mentions=NO_MENTIONS)
    except (discord.HTTPException, aiohttp.ClientError, TimeoutError) as error:
        _log.info("card not redrawn", channel=place.channel, message=place.message, error=str(error))
