"""The commands in the languages of the people who type them. Their own names stay: localised ones stand beside them."""

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as At

from bot.i18n import translations

_NAMED = (At.command_name, At.group_name, At.parameter_name)
NAME = "command"  # the context of names, which are no sentences and have rules of their own


class CommandWords(app_commands.Translator):
    """Translates names, descriptions and choices; what has no translation is left to its English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContext[Any, Any],
    ) -> str | None:
        tr, said = translations(locale.value), string.message
        found = tr.pgettext(NAME, said) if context.location in _NAMED else tr.gettext(said)
        return None if found == said else found


def pgettext(context: str, message: str) -> str:
    """Mark a name for translation."""
    assert context == NAME
    return message


NAMES = (
    pgettext("command", "practice"),
    pgettext("command", "scenario"),
    pgettext("command", "feedback"),
    pgettext("command", "path"),
    pgettext("command", "checkin"),
    pgettext("command", "challenge"),
    pgettext("command", "settings"),
    pgettext("command", "timezone"),
    pgettext("command", "privacy"),
    pgettext("command", "mixer"),
    pgettext("command", "setup"),
    pgettext("command", "reports"),
    pgettext("command", "voice"),
    pgettext("command", "schedule"),
    pgettext("command", "day"),
    pgettext("command", "time"),
    pgettext("command", "topic"),
    pgettext("command", "weekly"),
    pgettext("command", "scheduled"),
    pgettext("command", "close"),
    pgettext("command", "leave"),
    pgettext("command", "block"),
    pgettext("command", "unblock"),
    pgettext("command", "person"),
    pgettext("command", "report"),
    pgettext("command", "concern"),
)
