"""In which language a mixer speaks: to everybody in that of the server, and to one person in theirs."""

from dataclasses import dataclass
from gettext import NullTranslations

import discord

from bot.i18n import translations
from bot.services import Services
from bot.services.mixing.wording import View, in_words
from bot.services.topics import Topics
from bot.ui.replies import language_for


@dataclass(frozen=True, slots=True)
class Speech:
    """A language: its words for what the bot says, and the topics in it."""

    tr: NullTranslations
    topics: Topics

    def of(self, view: View) -> View:
        """A view as it reads in this language."""
        return in_words(view, self.topics)


def speech_of_server(client: discord.Client, services: Services, server: int) -> Speech:
    """The language that a server's owner chose for it; English for a server that the bot does not see."""
    guild = client.get_guild(server)
    return _speech(services, str(guild.preferred_locale) if guild else "en")


async def speech_of_person(services: Services, person: int) -> Speech:
    """The language of somebody who does nothing just now, as far as it is known."""
    return _speech(services, await services.languages.of_player(person))


def speech_for(interaction: discord.Interaction, services: Services) -> Speech:
    """The language of whoever clicks or types."""
    return _speech(services, language_for(interaction))


def _speech(services: Services, language: str) -> Speech:
    return Speech(translations(language), services.mixing.topics.in_language(language))
