"""Words for a moment: the one that says most, and what another answer would have given."""

from gettext import NullTranslations

from bot.domain.debrief import Regret, Trade
from bot.domain.scenario import Option
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.services.views import MomentView
from bot.ui.cards.parts import plain
from bot.ui.cards.scene import option_text

DEAR = -2  # points of another trait from which on a moment is told with its price
SAID_TEXT = 160
WHY_TEXT = 220


def telling_text(moment: MomentView, tr: NullTranslations) -> str:
    """A moment in three lines."""
    _ = tr.gettext
    option = moment.decision.option
    said = _("silence") if moment.decision.silent else option_text(option, SAID_TEXT)
    label = _("Most telling")
    if moment.outspoken:
        label = _("Most telling · {trait}").format(trait=shown_text(option, moment.trait, tr))
    return f"**{label}** {said}\n{plain(option.why, WHY_TEXT)}\n-# {plain(moment.scenario.title)}"


def shown_text(option: Option, trait: Trait, tr: NullTranslations) -> str:
    """A trait that an option speaks of, with what was exchanged: `Courage, at the cost of empathy`.

    Where it went against the trait, `Courage, given up for humility`; where there was no exchange, the trait alone.
    """
    _, shows = tr.gettext, option.shows
    other = (min if shows.get(trait, 0) > 0 else max)(shows, key=lambda one: shows[one], default=trait)
    if shows.get(trait, 0) > 0 and shows[other] <= DEAR:
        words = _("{trait}, at the cost of {other}")
    elif shows.get(trait, 0) < 0 < shows[other]:
        words = _("{trait}, given up for {other}")
    else:
        words = "{trait}"
    return words.format(trait=trait_name(trait, tr), other=trait_name(other, tr).lower())


def again_label(again: Regret | Trade, tr: NullTranslations) -> str:
    """What to look for in another go at a moment."""
    trait = again.trait if isinstance(again, Regret) else again.gains
    return tr.gettext("Worth another go · {trait}").format(trait=trait_name(trait, tr))


def better_text(again: Regret | Trade, tr: NullTranslations, room: int = SAID_TEXT) -> str:
    """What the better option would have given, and what it would have taken; the option within so many characters."""
    _ = tr.gettext
    better = option_text(again.better, room)
    if isinstance(again, Regret):
        gained = trait_name(again.trait, tr).lower()
        return _("Nothing lost, and {trait} gained, with {better}").format(trait=gained, better=better)
    gained, lost = trait_name(again.gains, tr), trait_name(again.costs, tr).lower()
    return _("{trait} gained, and some {cost} lost, with {better}").format(trait=gained, cost=lost, better=better)
