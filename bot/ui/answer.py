"""Answering an interaction in time.

Discord forgets an interaction that was not answered within three seconds; people notice after one. So the work is
given most of a second, and what takes longer is deferred first and shown when it is done. Where Discord does not take
the answer, one kind line is tried in its place.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from typing import Any, TypeVar

import aiohttp
import discord

from bot.errors import RapportError
from bot.logs import log
from bot.storage.runs import Place
from bot.ui.boundary import Failure, outcome
from bot.ui.cards.notices import late_form_card
from bot.ui.replies import Form, Manner, Reply, new_voice, opener_of, speak, words_for

DEFER_AFTER = 0.7  # seconds; leaves 0.3 of the promised second for the way to Discord
UNKNOWN_MESSAGE = 10008
# The interaction is forgotten, or has its answer: whatever is sent to it now is refused as well.
SETTLED = frozenset({10062, 40060})
NO_MENTIONS = discord.AllowedMentions.none()

T = TypeVar("T")
Work = Coroutine[Any, Any, Reply | Form]
LanguageOf = Callable[[int, str], Awaitable[str]]
"""From a person's id and the language of their Discord to the language to speak."""

_log = log(__name__)


class Answers:
    """Every answer under way, so that a shutdown can wait for the last ones."""

    def __init__(self, language_of: LanguageOf) -> None:
        self._language_of = language_of
        self._under_way: set[asyncio.Task[Any]] = set()

    async def give(self, interaction: discord.Interaction, manner: Manner, work: Work) -> None:
        """Answer with what the work returns, or with a kind line where it fails. Raises nothing."""
        await self.begin(_answer(interaction, manner, self._in_language(interaction, work)))

    async def language(self, interaction: discord.Interaction, seconds: float) -> str:
        """The language to speak to a person; that of their Discord where finding out takes longer than this."""
        seen = str(interaction.locale)
        task = self.begin(outcome(self._language_of(interaction.user.id, seen), user=interaction.user.id))
        await asyncio.wait({task}, timeout=seconds)
        found = task.result() if task.done() else seen
        return seen if isinstance(found, Failure) else found

    def begin(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin what a shutdown waits for. It ends in the boundary by itself: nobody else looks at what it raises."""
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def _in_language(self, interaction: discord.Interaction, work: Work) -> Reply | Form:
        """Do the work, and let whatever comes of it be said in the person's language."""
        with closing(work):  # where the language cannot be found out, it is never begun
            speak(await self._language_of(interaction.user.id, str(interaction.locale)))
            return await work

    async def finish(self, seconds: float) -> None:
        """Wait for what is under way, so many seconds at the most."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)


async def _answer(interaction: discord.Interaction, manner: Manner, work: Work) -> None:
    new_voice()
    ids = {"user": interaction.user.id, "interaction": interaction.id}
    task = asyncio.ensure_future(outcome(work, **ids))
    if await _settled(_reply(interaction, manner, task), **ids):
        return
    await task  # what was begun is finished, whether or not the person sees it
    await _settled(_say(interaction, manner, Failure(RapportError.message)), **ids)


async def _settled(sending: Awaitable[None], **ids: int) -> bool:
    """Whether there is nothing more to send: it arrived, or the interaction takes no answer any more."""

    async def attempt() -> bool:
        try:
            await sending
        except (discord.HTTPException, aiohttp.ClientError) as error:
            _log.warning("answer not delivered", error=str(error), **ids)
            return isinstance(error, discord.HTTPException) and error.code in SETTLED
        return True

    return await outcome(attempt(), **ids) is True


async def _reply(
    interaction: discord.Interaction, manner: Manner, task: asyncio.Future[Reply | Form | Failure]
) -> None:
    """Answer with what the task comes to; deferred first where it takes its time."""
    await asyncio.wait({task}, timeout=DEFER_AFTER)
    if not task.done():
        await _defer(interaction, manner)
    reply = await task
    if isinstance(reply, Failure):
        await _say(interaction, manner, reply)
    elif isinstance(reply, Form):
        await _open(interaction, manner, reply)
    else:
        await _show(interaction, manner, reply)


async def _defer(interaction: discord.Interaction, manner: Manner) -> None:
    if manner is Manner.EDIT:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=_private(interaction, manner), thinking=True)


async def _open(interaction: discord.Interaction, manner: Manner, form: Form) -> None:
    """Open a form. It can only be a first answer: where it comes late, the answer is a button that opens it."""
    form.modal.stop()  # like a card: nothing of it stays in memory
    if interaction.response.is_done():
        await _show(interaction, manner, Reply(late_form_card(opener_of(interaction, form), words_for(interaction))))
    else:
        await interaction.response.send_modal(form.modal)


async def _show(interaction: discord.Interaction, manner: Manner, reply: Reply) -> None:
    reply.card.stop()  # finished before it is sent: discord.py keeps nothing of it in memory
    message = await _deliver(interaction, manner, reply)
    if reply.sent is not None and message != _clicked(interaction):
        private = _private(interaction, manner)
        place = Place(interaction.channel_id or 0, message, private, interaction.token if private else None)
        await outcome(reply.sent(place), user=interaction.user.id)


async def _deliver(interaction: discord.Interaction, manner: Manner, reply: Reply) -> int | None:
    """Show the card, and return the id of the message that now shows it."""
    try:
        if interaction.response.is_done():
            edited = await interaction.edit_original_response(
                view=reply.card, attachments=_attached(interaction, reply), allowed_mentions=NO_MENTIONS
            )
            return edited.id
        if manner is Manner.EDIT:
            await interaction.response.edit_message(
                view=reply.card, attachments=_attached(interaction, reply), allowed_mentions=NO_MENTIONS
            )
            return _clicked(interaction)
    except discord.NotFound as error:
        if manner is not Manner.EDIT or error.code != UNKNOWN_MESSAGE:
            raise  # otherwise the message that was clicked has been deleted: the card comes in a new one
    return await _send(interaction, manner, reply)


async def _send(interaction: discord.Interaction, manner: Manner, reply: Reply) -> int | None:
    """Show the card in a new message, and return its id."""
    private = _private(interaction, manner)
    if interaction.response.is_done():
        message = await interaction.followup.send(
            view=reply.card,
            files=[one.file() for one in reply.files],
            ephemeral=private,
            allowed_mentions=NO_MENTIONS,
            wait=True,
        )
        return message.id
    response = await interaction.response.send_message(
        view=reply.card, files=[one.file() for one in reply.files], ephemeral=private, allowed_mentions=NO_MENTIONS
    )
    return response.message_id


def _attached(interaction: discord.Interaction, reply: Reply) -> list[discord.File]:
    """What an edited message carries from now on; not mentioned where it carried nothing and gets nothing."""
    clicked = interaction.message
    nothing = not reply.files and not (clicked and clicked.attachments)
    return discord.utils.MISSING if nothing else [one.file() for one in reply.files]


def _clicked(interaction: discord.Interaction) -> int | None:
    return interaction.message.id if interaction.message else None


def _private(interaction: discord.Interaction, manner: Manner) -> bool:
    """Whether a new message is for this person's eyes alone: also one in place of a message that was."""
    clicked = interaction.message
    return manner in (Manner.PRIVATE, Manner.MODAL) or (
        manner is Manner.EDIT and clicked is not None and clicked.flags.ephemeral
    )


async def _say(interaction: discord.Interaction, manner: Manner, failure: Failure) -> None:
    words = words_for(interaction).gettext(failure.message)
    if not interaction.response.is_done():
        await interaction.response.send_message(words, ephemeral=True, allowed_mentions=NO_MENTIONS)
    elif manner is Manner.EDIT:
        await interaction.followup.send(words, ephemeral=True, allowed_mentions=NO_MENTIONS)
    else:
        await interaction.edit_original_response(content=words, allowed_mentions=NO_MENTIONS)
