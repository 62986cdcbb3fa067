"""What somebody tried in real life, with the lines that they wrote about it."""

from collections.abc import Sequence
from gettext import NullTranslations

from discord.utils import format_dt

from bot.naming import level_name, trait_name
from bot.storage.tries import Try
from bot.ui.cards.parts import (
    GREEN,
    Button,
    Card,
    Item,
    beside,
    box,
    button,
    card,
    line,
    plain,
    row,
    text,
)
from bot.ui.routes.challenges import ShowTried, Suggest, WriteNote
from bot.ui.routes.feedback import ShowFeedback

SHOWN = 4  # on a page: each may be 600 characters
WORDS_TEXT, NOTE_TEXT = 300, 400


def tried_card(did: Sequence[Try], number: int, tr: NullTranslations) -> Card:
    """Page `number` (from 0) of what was done, the latest first; a page beyond the last one shows the last one."""
    _ = tr.gettext
    if not did:
        words = _("Nothing tried yet. That is where everybody begins.")
        return card(box(GREEN, [text(words)]), row(button(_("My feedback"), ShowFeedback())))
    pages = (len(did) + SHOWN - 1) // SHOWN
    number = max(0, min(number, pages - 1))
    items: list[Item] = [text("### " + _("What you tried out there"))]
    for one in did[number * SHOWN : (number + 1) * SHOWN]:
        items += [line(), beside(_told(one, tr), _note(one, tr))]
    buttons: list[Button] = []
    if number:
        buttons.append(button(_("Newer ones"), ShowTried(number - 1)))
    if number + 1 < pages:
        buttons.append(button(_("Older ones"), ShowTried(number + 1)))
    buttons += [button(_("Another one"), Suggest(did[0].trait.value, 0, 0)), button(_("My feedback"), ShowFeedback())]
    return card(box(GREEN, items), row(*buttons))


def _told(one: Try, tr: NullTranslations) -> str:
    when = format_dt(one.answered_at or one.taken_at, "D")
    about = f"-# {trait_name(one.trait, tr)} · {level_name(one.level, tr)} · {when}"
    said = [plain(one.words, WORDS_TEXT), about]
    if one.note:
        said.append("**{label}** {note}".format(label=tr.gettext("You wrote:"), note=plain(one.note, NOTE_TEXT)))
    return "\n".join(said)


def _note(one: Try, tr: NullTranslations) -> Button:
    _ = tr.gettext
    return button(_("Change your line") if one.note else _("Write a line about it"), WriteNote(one.id))
