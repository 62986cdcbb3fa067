"""What an interaction is answered with, and how."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from gettext import NullTranslations

import discord

from bot.i18n import translations
from bot.storage.runs import Place
from bot.ui.cards.parts import Card

Sent = Callable[[Place], Awaitable[None]]


class Manner(Enum):
    """Decided before the work begins, since a late answer is deferred in the same manner."""

    EDIT = "edit the message that was clicked"
    NEW = "a new message"
    PRIVATE = "a new message that only this person sees"


@dataclass(frozen=True, slots=True)
class Reply:
    """A card to show. `sent` hears where it is when it comes in a new message, where that must be remembered."""

    card: Card
    sent: Sent | None = None


def words_for(interaction: discord.Interaction) -> NullTranslations:
    """The translations in the language of this person's Discord."""
    return translations(str(interaction.locale))


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
