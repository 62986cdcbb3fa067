"""What traits and levels are called, in the reader's language: the same on every card and in the terminal."""

from gettext import NullTranslations

from bot.domain.traits import Trait


def trait_name(trait: Trait, tr: NullTranslations) -> str:
    """A trait's name, with a capital."""
    _ = tr.gettext
    return {
        Trait.GENEROSITY: _("Generosity"),
        Trait.MERCY: _("Mercy"),
        Trait.INTEGRITY: _("Integrity"),
        Trait.COURAGE: _("Courage"),
        Trait.HUMILITY: _("Humility"),
        Trait.EMPATHY: _("Empathy"),
        Trait.LISTENING: _("Listening"),
    }[trait]


def level_name(level: int, tr: NullTranslations) -> str:
    """What a level is called."""
    _ = tr.gettext
    return {1: _("gentle"), 2: _("everyday"), 3: _("hard")}[level]
