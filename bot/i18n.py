"""Translations of what people read. English is the language of the message ids; others live in `bot/locale`."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "rapport"


@cache
def translations(locale: str = "en") -> NullTranslations:
    """The translations for a Discord locale such as `zh-CN`; English where there are none."""
    language = locale.replace("-", "_")
    return translation(DOMAIN, LOCALES, languages=[language, language.partition("_")[0]], fallback=True)
