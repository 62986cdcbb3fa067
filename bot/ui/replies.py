"""What an interaction is answered with, and how."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from gettext import NullTranslations
from io import BytesIO
from typing import Any, cast

import discord
from discord import ui

from bot.errors import OldButton
from bot.i18n import translations
from bot.storage.runs import Place
from bot.ui.cards.parts import Card
from bot.ui.routes import Route, decode

Sent = Callable[[Place], Awaitable[None]]


@dataclass(slots=True)
class _Voice:
    """The language in which one interaction is answered, by all tasks that work on it."""

    language: str | None = None


_voice: ContextVar[_Voice] = ContextVar("voice")


class Manner(Enum):
    """Decided before the work begins, since a late answer is deferred in the same manner."""

    EDIT = "edit the message that was clicked"
    NEW = "a new message"
    PRIVATE = "a new message that only this person sees"
    MODAL = "a form; where there is none to fill in, or not in time, a new message that only this person sees"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a card. `alt` says in words what a picture shows, at most 1,024 characters."""

    name: str
    data: bytes = field(repr=False)
    alt: str | None = None

    def file(self) -> discord.File:
        """The file, to be sent once: whatever sends it closes it, also where it does not arrive."""
        return discord.File(BytesIO(self.data), self.name, description=self.alt)


@dataclass(frozen=True, slots=True)
class Reply:
    """A card to show, with the files that it refers to by `attachment://` names.

    `sent` hears where it is when it comes in a new message, where that must be remembered.
    """

    card: Card
    sent: Sent | None = None
    files: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A modal to fill in. Its `custom_id` is a route; what is sent off is followed like a click on it.

    `opener` is the route that asks for it; left out where it follows a click, whose own route that is.
    """

    modal: ui.Modal
    opener: Route | None = None


def opener_of(interaction: discord.Interaction, form: Form) -> Route:
    """The route with which the form can be asked for once more. Raises OldButton where there is none."""
    return form.opener or decode(str((interaction.data or {}).get("custom_id", "")))


def filled_in(interaction: discord.Interaction) -> Mapping[str, str]:
    """What somebody sent off in a form of labelled fields: custom_id -> value; fields left empty are absent."""
    labels = cast(list[dict[str, Any]], (interaction.data or {}).get("components", []))
    fields = [cast(dict[str, Any], one.get("component") or {}) for one in labels]
    return {one["custom_id"]: one["value"] for one in fields if one.get("value")}


def new_voice() -> None:
    """Begin to answer another interaction; tasks begun from here on share its language."""
    _voice.set(_Voice())


def speak(language: str | None) -> None:
    """Answer the interaction that is being worked on in this language; None for that of the person's Discord."""
    _voice.get().language = language


def picked(interaction: discord.Interaction) -> str:
    """The value that somebody picked in a menu. Raises OldButton."""
    values = cast(list[str], (interaction.data or {}).get("values", []))
    if not values:
        raise OldButton
    return values[0]


def language_for(interaction: discord.Interaction) -> str:
    """The language that this person chose, or else that of their Discord."""
    return _voice.get(_Voice()).language or str(interaction.locale)


def words_for(interaction: discord.Interaction) -> NullTranslations:
    """The translations in this person's language."""
    return translations(language_for(interaction))


def in_own_dm(interaction: discord.Interaction) -> bool:
    """Whether this happens in the person's direct messages with the bot."""
    return interaction.context.dm_channel


def new_manner(interaction: discord.Interaction) -> Manner:
    """How to answer with a new message: openly in the bot's own DM, and anywhere else only to this person."""
    return Manner.NEW if in_own_dm(interaction) else Manner.PRIVATE


def place_of(interaction: discord.Interaction, manner: Manner, message_id: int | None = None) -> Place:
    """Where the answer to this interaction is, or will be."""
    channel = interaction.channel_id or 0
    if manner is Manner.EDIT and interaction.message is not None:
        ephemeral = interaction.message.flags.ephemeral
        return Place(channel, interaction.message.id, ephemeral, interaction.token if ephemeral else None)
    ephemeral = manner is Manner.PRIVATE
    return Place(channel, message_id, ephemeral, interaction.token if ephemeral else None)
