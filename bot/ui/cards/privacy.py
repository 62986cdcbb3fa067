"""What is kept about somebody and why; the copy of it; and the question before it is gone."""

from gettext import NullTranslations

import discord
from discord import ui

from bot.services.privacy import ExportFile, PrivacyView
from bot.ui.cards.parts import BLUE, Button, Card, Item, box, button, card, line, row, text
from bot.ui.routes import Route, encode
from bot.ui.routes.privacy import AskErase, Erase, Export, ShowPrivacy


def privacy_card(view: PrivacyView, tr: NullTranslations) -> Card:
    """What is kept. A stranger may be named by others, who would rather not meet them, and can have that erased too."""
    _ = tr.gettext
    items: list[Item] = [text("### " + _("What I keep about you, and why"))]
    if view.agreed_at is None:
        items.append(text(_("So far: nothing that you did or told me. This is what it would be.")))
    items += [text(_kept(tr)), line(), text(_who(view, tr))]
    if view.agreed_at is None:
        named = _("Others may have named you as somebody whom they would rather not meet. Erase removes that as well.")
        items.append(text("-# " + named))
    export = [button(_("Export"), Export())] if view.agreed_at else []
    return card(box(BLUE, items), row(*export, _danger(_("Erase"), AskErase())))


def export_card(file: ExportFile, tr: NullTranslations) -> Card:
    """The copy. The message carries the file."""
    _ = tr.gettext
    words = _("Here is everything that I keep about you, in one file that any text editor opens.")
    if file.name.endswith(".gz"):
        words = _("Here is everything that I keep about you. There is a lot of it, so the file is packed (gzip).")
    shown: ui.File[ui.LayoutView] = ui.File(f"attachment://{file.name}")
    return card(box(BLUE, [text(words), shown]))


def ask_erase_card(tr: NullTranslations) -> Card:
    """The one question before everything goes."""
    _ = tr.gettext
    words = _(
        "**Erase everything?** Your conversations, feedback, check-ins, challenges with your notes, kudos, reminders "
        "and settings go, at once and for good. I have no copy. If you would like one, export first."
    )
    buttons = row(_danger(_("Erase everything"), Erase()), button(_("Keep it"), ShowPrivacy()))
    return card(box(BLUE, [text(words)]), buttons)


def erased_card(tr: NullTranslations) -> Card:
    """It is gone."""
    _ = tr.gettext
    words = _(
        "It is done: nothing about you is stored any more. The messages in our conversation are Discord's; you can "
        "delete them there. Should you ever like to begin again, /practice is the way."
    )
    return card(box(BLUE, [text(words)]))


def _kept(tr: NullTranslations) -> str:
    _ = tr.gettext
    lines = (
        _("**What you choose in conversations**, and when: for your feedback, and to go on where you stopped."),
        _("**Your check-ins**, and **the challenges you took** with the line you wrote: to look back with you."),
        _(
            "**Meeting others in mixers**: which ones, with whom, how much each spoke, kudos, and whom you would "
            "rather not meet. Never what was said."
        ),
        _("**Your reports** to the hosts of a server, and when you asked for certain things: against misuse."),
        _("**What you set**: clocks, language, reminders with their time zone; and whether my messages reach you."),
        _("**Your Discord ID**, and where my last card is: to know which of these are yours. No name, no address."),
    )
    return "\n".join(f"- {one}" for one in lines)


def _who(view: PrivacyView, tr: NullTranslations) -> str:
    _ = tr.gettext
    lines = [
        _("Your feedback, check-ins and notes are shown to you alone: not to other members, not to the server."),
        _("Whoever runs me looks after the database, and could open it."),
        _("I do not read your messages, sell nothing, and train nothing on it."),
    ]
    if view.retention_days is None:
        lines.append(_("It stays until you erase it."))
    else:
        limit = tr.ngettext(
            "What is older than {n} day goes.", "What is older than {n} days goes.", view.retention_days
        )
        lines.append(limit.format(n=view.retention_days))
    return "-# " + " ".join(lines)


def _danger(label: str, route: Route) -> Button:
    return ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id=encode(route))
