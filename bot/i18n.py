"""Translations of what people read. English is the language of the message ids; others live in `bot/locale`."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"
DOMAIN = "rapport"


def languages() -> tuple[str, ...]:
    """The locales that the bot speaks, such as `zh-CN`; English first."""
    others = sorted(folder.name.replace("_", "-") for folder in LOCALES.glob("*") if folder.is_dir())
    return ("en", *(one for one in others if one != "en"))


@cache
def translations(locale: str = "en") -> NullTranslations:
    """The translations for a Discord locale such as `zh-CN`; English where there are none."""
    language = locale.replace("-", "_")
    # Asked for `zh_TW`, gettext would find `zh_CN`: those who write otherwise are not all well served by that.
    spoken = [one for one in (language, language.partition("_")[0]) if one and (LOCALES / one).is_dir()]
    return translation(DOMAIN, LOCALES, languages=spoken, fallback=True)
