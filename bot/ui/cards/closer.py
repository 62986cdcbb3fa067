"""One trait, closer: the word for it, the band, the moments behind it, and the clearest of them."""

from gettext import NullTranslations

from bot.domain.progress import WORTH_SAYING, Shift
from bot.domain.scoring import Certainty
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.services.views import TraitView
from bot.ui.cards.parts import (
    GREEN,
    Button,
    Card,
    Item,
    Row,
    band,
    box,
    button,
    card,
    line,
    row,
    text,
    trait_menu,
)
from bot.ui.cards.standing import estimate_text, moments_text, shift_text
from bot.ui.cards.telling import telling_text
from bot.ui.routes.challenges import TakeOutside
from bot.ui.routes.feedback import BackToFeedback, PickCloser, ShowMoment


def trait_card(view: TraitView, tr: NullTranslations) -> Card:
    """Where one trait stands, as text."""
    _ = tr.gettext
    items: list[Item] = [text("### " + trait_name(view.trait, tr)), text(_about(view.trait, tr)), line()]
    items.append(text("\n".join(_standing(view, tr))))
    if view.telling:
        items += [line(), text(telling_text(view.telling, tr))]
    buttons: list[Button] = []
    if view.telling:
        buttons.append(button(_("Its moments"), ShowMoment(view.trait.value, 0)))
    buttons += [
        button(_("Take it outside"), TakeOutside(view.trait.value, 0)),
        button(_("Back"), BackToFeedback()),
    ]
    return card(box(GREEN, items), closer_menu(view.trait, tr), row(*buttons))


def closer_menu(current: Trait | None, tr: NullTranslations) -> Row:
    """The menu that leads to one trait."""
    return trait_menu(PickCloser(), current, tr, placeholder=tr.gettext("One trait, closer"))


def _standing(view: TraitView, tr: NullTranslations) -> list[str]:
    """The word, the band and the number of moments; what moved in two weeks; what others saw."""
    _ = tr.gettext
    now = view.now
    words = _("{standing} · {moments}").format(standing=estimate_text(now, tr), moments=moments_text(now.moments, tr))
    known = now.certainty is not Certainty.TOO_EARLY
    said = [f"{band(now.low, now.high)} {words}" if known else words]
    if view.earlier and view.earlier.certainty is not Certainty.TOO_EARLY:
        shift = Shift(view.trait, now.score - view.earlier.score)
        moved = shift_text(shift, tr) if abs(shift.by) >= WORTH_SAYING else _("much as it was")
        said.append("**{label}** {words}".format(label=_("In two weeks"), words=moved))
    if view.kudos:
        seen = tr.ngettext("seen in you by others, once", "seen in you by others, {n} times", view.kudos)
        said.append("**{label}** {words}".format(label=_("Kudos"), words=seen.format(n=view.kudos)))
    return said


def _about(trait: Trait, tr: NullTranslations) -> str:
    """What the trait is, in a line."""
    _ = tr.gettext
    return {
        Trait.GENEROSITY: _("Giving time, help or credit, with nothing asked back."),
        Trait.MERCY: _("Rising above what provokes you; finding what you share; leaving well."),
        Trait.INTEGRITY: _("Being who you are, and disagreeing without being disagreeable."),
        Trait.COURAGE: _("Beginning, speaking early, asking, and hearing a no."),
        Trait.HUMILITY: _("Making room for others, and coming in from below."),
        Trait.EMPATHY: _("Naming what the other one feels, and knowing something like it."),
        Trait.LISTENING: _("Two ears, one mouth: asking on before your own story."),
    }[trait]
