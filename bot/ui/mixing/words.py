"""In which language a mixer speaks: to everybody in that of the server, and to one person in theirs."""

from gettext import NullTranslations

import discord

from bot.i18n import translations
from bot.services import Services


def words_of_server(client: discord.Client, server: int) -> NullTranslations:
    """The language that a server's owner chose for it; English for a server that the bot does not see."""
    guild = client.get_guild(server)
    return translations(str(guild.preferred_locale) if guild else "en")


async def words_of_person(services: Services, person: int) -> NullTranslations:
    """The language of somebody who does nothing just now, as far as it is known."""
    return translations(await services.languages.of_player(person))
