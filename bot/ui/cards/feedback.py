"""The feedback card: where each trait stands, always with its band, and the moment that says most."""

from gettext import NullTranslations

from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait
from bot.services.views import FeedbackView, Standing, Telling
from bot.ui.cards.parts import (
    GREEN,
    Card,
    Item,
    band,
    beside,
    box,
    button,
    card,
    line,
    plain,
    text,
    trait_name,
    trait_names,
)
from bot.ui.cards.picker import reason_text
from bot.ui.cards.scene import option_text
from bot.ui.routes.practice import Offer

# Seven traits share one message of 4,000 characters.
SAID_TEXT = 110
TITLE_TEXT = 60
WHY_TEXT = 170


def feedback_card(view: FeedbackView, tr: NullTranslations) -> Card:
    """Everything a player has decided, in one look."""
    _ = tr.gettext
    seen = {trait: one for trait, one in view.standings.items() if one.estimate.moments}
    unseen = [trait for trait in view.standings if trait not in seen]
    items: list[Item] = [text("### " + _("How your conversations have gone"))]
    if not seen:
        items.append(text(_("There is nothing to look back on yet. A first conversation takes a few minutes.")))
    titled = len({one.telling.scenario.id for one in seen.values() if one.telling}) > 1
    items += [text(_standing(trait, one, tr, titled=titled)) for trait, one in seen.items()]
    if unseen and seen:
        items.append(text("-# " + _("Not met yet: {traits}").format(traits=trait_names(unseen, tr))))
    if seen:
        items.append(text("-# " + _("About choices in these situations, not about who you are. Only you see this.")))
    if view.recommended:
        one = view.recommended
        words = f"**{_('Next')}** {plain(one.scenario.title)}\n-# {reason_text(one, tr)}"
        items += [line(), beside(words, button(_("This one"), Offer(one.scenario.id), primary=True))]
    return card(box(GREEN, items))


def _standing(trait: Trait, one: Standing, tr: NullTranslations, *, titled: bool) -> str:
    moments = tr.ngettext("{n} moment", "{n} moments", one.estimate.moments).format(n=one.estimate.moments)
    lines = [
        f"**{trait_name(trait, tr)}** · {estimate_text(one.estimate, tr)}",
        f"{band(one.estimate.low, one.estimate.high)} {moments}",
    ]
    if one.telling:
        lines.append(_telling(one.telling, tr, titled=titled))
    return "\n".join(lines)


def estimate_text(estimate: Estimate, tr: NullTranslations) -> str:
    """What may be said of a trait, by how much is known: nothing yet, an early sign, a word, a word and the number."""
    _ = tr.gettext
    word = _word(estimate.score, tr)
    low, high, score = round(estimate.low), round(estimate.high), round(estimate.score)
    match estimate.certainty:
        case Certainty.TOO_EARLY:
            return _("too early to say")
        case Certainty.EARLY_SIGN:
            return _("an early sign: {word}").format(word=word)
        case Certainty.SIGN:
            return word
        case Certainty.NUMBER:
            return _("{word}, {score} of 100 (likely {low} to {high})").format(
                word=word, score=score, low=low, high=high
            )


def _word(score: float, tr: NullTranslations) -> str:
    """How often the choice that shows the trait was the one taken."""
    _ = tr.gettext
    steps = ((30, _("seldom")), (45, _("now and then")), (60, _("about half the time")), (75, _("often")))
    return next((word for below, word in steps if score < below), _("nearly always"))


def _telling(telling: Telling, tr: NullTranslations, *, titled: bool) -> str:
    """What was said or done, and what it did: for the trait, or against it."""
    _ = tr.gettext
    option = telling.decision.option
    said, why = option_text(option, SAID_TEXT), plain(option.why, WHY_TEXT)
    label = _("Seen in {said}") if telling.lean > 0 else _("Missing in {said}")
    title = f" *{plain(telling.scenario.title, TITLE_TEXT)}*" if titled else ""
    return f"> {label.format(said=said)}{title}\n> {why}"
