"""Small cards: a link to the DM, a declined brief, a form that comes late."""

from gettext import NullTranslations

from bot.ui.cards.parts import BLUE, Card, box, button, card, link, plain, row, text
from bot.ui.routes import Route
from bot.ui.routes.practice import Picker


def waiting_card(title: str, url: str, tr: NullTranslations) -> Card:
    """The brief waits in the player's direct messages, at `url`."""
    _ = tr.gettext
    words = _("**{title}** waits for you in our direct messages.").format(title=plain(title))
    return card(box(BLUE, [text(words)]), row(link(_("Take me there"), url)))


def declined_card(tr: NullTranslations, *, stored: bool) -> Card:
    """Somebody chose not to begin; `stored`: whether they have agreed elsewhere meanwhile."""
    _ = tr.gettext
    words = (
        _("That is fine. I am here whenever you like.")
        if stored
        else _("That is fine. Nothing was stored. I am here whenever you like.")
    )
    return card(box(BLUE, [text(words)]), row(button(_("Show me what there is"), Picker())))


def late_form_card(opener: Route, tr: NullTranslations) -> Card:
    """A form took too long to be shown by itself; `opener` asks for it."""
    _ = tr.gettext
    words = _("The form is ready now; it took me a moment longer than usual.")
    return card(box(BLUE, [text(words)]), row(button(_("Open the form"), opener, primary=True)))
