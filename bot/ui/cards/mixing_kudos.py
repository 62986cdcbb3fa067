"""Cards of kudos: giving them, and what was seen in oneself."""

from collections import Counter
from gettext import NullTranslations

from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.services.mixing.company import Report
from bot.services.mixing.views import KudosView
from bot.ui.cards.parts import BLUE, GREEN, Card, Item, Row, box, card, link, row, text, trait_menu
from bot.ui.routes.mixing import GiveKudos


def kudos_card(view: KudosView, tr: NullTranslations) -> Card:
    """One menu for each of the others; for one person's eyes alone."""
    _ = tr.gettext
    items: list[Item] = [text(_("What did you see? One thing for each; you can change it until kudos end."))]
    if not view.others:
        items = [text(_("Nobody else is here any more."))]
    for person in view.others:
        items += [text(f"<@{person}>"), _menu(view, person, tr)]
    return card(box(GREEN, items))


def gift_card(got: Counter[Trait], tr: NullTranslations) -> Card:
    """What others saw in somebody."""
    _ = tr.gettext
    if not got:
        words = _("You were there from hello to goodbye. That is the part that most people put off.")
        return card(box(GREEN, [text(words)]))
    lines = [
        _("Somebody saw **{trait}** in you.").format(trait=trait_name(trait, tr).lower()) for trait in got.elements()
    ]
    return card(
        box(GREEN, [text("### " + _("Kudos")), text("\n".join(lines)), text("-# " + _("/feedback keeps them."))])
    )


def report_card(report: Report, url: str | None, about: int | None, tr: NullTranslations) -> Card:
    """What the hosts read of a report; `url` leads to the thread where it happened, `about` is whom it is about."""
    _ = tr.gettext
    words = _(
        "Report {number} from a mixer: **{concern}**. The thread tells more; the person who reported is not named."
    )
    concern = concerns(tr)[report.concern.value]
    items: list[Item] = [text(words.format(number=report.number, concern=concern))]
    if about is not None:
        items.append(text(_("It is about {person}.").format(person=f"<@{about}>")))
    rows: list[Row] = [row(link(_("Go to the thread"), url))] if url else []
    return card(box(BLUE, items), *rows)


def concerns(tr: NullTranslations) -> dict[str, str]:
    """What a report can be about."""
    _ = tr.gettext
    return {
        "unkind": _("somebody is unkind"),
        "pressing": _("somebody asks for more than one wants to give"),
        "unsafe": _("somebody may be in danger"),
        "other": _("something else"),
    }


def _menu(view: KudosView, person: int, tr: NullTranslations) -> Row:
    return trait_menu(GiveKudos(view.mixer, person), view.given.get(person), tr, placeholder=tr.gettext("Choose one"))
