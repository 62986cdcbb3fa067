"""The one moment that says most: what was said or done, and what it did."""

from gettext import NullTranslations

from bot.naming import trait_name
from bot.services.views import MomentView
from bot.ui.cards.parts import plain
from bot.ui.cards.scene import option_text

SAID_TEXT = 160
WHY_TEXT = 220


def telling_text(moment: MomentView, tr: NullTranslations) -> str:
    """A moment in three lines."""
    _ = tr.gettext
    option = moment.decision.option
    said = _("silence") if moment.decision.silent else option_text(option, SAID_TEXT)
    label = _("Most telling")
    if moment.outspoken:
        label = _("Most telling · {trait}").format(trait=trait_name(moment.trait, tr))
    return f"**{label}** {said}\n{plain(option.why, WHY_TEXT)}\n-# {plain(moment.scenario.title)}"
