"""The scene card: what was said, what is said now, and the options."""

from collections.abc import Sequence
from datetime import datetime
from gettext import NullTranslations

from discord.utils import format_dt

from bot.domain.engine import Entry, Said
from bot.domain.scenario import Line, Narration, Option, Scenario
from bot.services.views import RunView
from bot.ui.cards.parts import (
    AMBER,
    MESSAGE_TEXT,
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
    text_length,
)
from bot.ui.routes.practice import Choose, DropClock

REMEMBERED_TEXT = 500  # characters of what was said before; a card is read on a phone
REMEMBERED_ENTRIES = 4
ENTRIES_TEXT = 1_400  # where a whole stretch is shown again, and there is room for it
ENTRY_TEXT = 60  # an entry that has less room than this is not worth its beginning


def scene_card(view: RunView, tr: NullTranslations) -> Card:
    """A run that waits for the player (`view.run.over` is false)."""
    _ = tr.gettext
    title = heading(view, tr)
    below = _below(view, tr)
    room = MESSAGE_TEXT - len(title) - text_length(below)
    box_ = box(AMBER, [text(title), *spoken(view, tr, room), line(), *below])
    if view.due is None or view.put_aside:
        return card(box_)
    return card(box_, row(button(_("No clock, please"), DropClock(view.id))))


def _below(view: RunView, tr: NullTranslations) -> list[Item]:
    """What the player is asked."""
    _ = tr.gettext
    if view.put_aside:
        return [text(_("You began this one afresh, so it rests here."))]
    assert view.run.choice is not None
    items: list[Item] = [text(f"-# {plain(view.run.choice.prompt)}")]
    items += [_option(view, option, tr) for option in view.run.options]
    return [*items, text(f"-# {_clock(view.due, tr)}")] if view.due else items


def heading(view: RunView, tr: NullTranslations) -> str:
    """`Uncle Hank at Thanksgiving · 3 of about 9`; near the end it only counts, so as to promise nothing."""
    number = view.seq + 1
    title = plain(view.run.scenario.title)
    if view.rehearsal:
        title = f"{title} · " + tr.gettext("rehearsal, for practice only")
    if number > view.typical:
        return f"-# {title} · {number}"
    of_about = tr.gettext("{number} of about {typical}").format(number=number, typical=view.typical)
    return f"-# {title} · {of_about}"


def spoken(view: RunView, tr: NullTranslations, room: int) -> list[Item]:
    """The last exchange as a quote, and what has been said since: its end, where not all fits into `room`."""
    news = news_text(view, tr, room)
    quote = quote_text(view, tr, room - len(news))
    return [text(words) for words in (quote, news) if words]


def news_text(view: RunView, tr: NullTranslations, room: int) -> str:
    """What has been said since the player's last turn."""
    return "\n".join(_end_of(view.run.news, view.run.scenario, tr, room))


def quote_text(view: RunView, tr: NullTranslations, room: int) -> str:
    """The end of what was said before: the player's own last turn, and what it answered."""
    room = min(room, REMEMBERED_TEXT)
    entries = _end_of(view.run.before[-REMEMBERED_ENTRIES:], view.run.scenario, tr, room - 2 * REMEMBERED_ENTRIES)
    quote = "\n".join(entries).replace("\n", "\n> ")
    return f"> {quote}" if quote and len(quote) + 2 <= room else ""


def entry_text(entry: Entry, scenario: Scenario, tr: NullTranslations, room: int = MESSAGE_TEXT) -> str:
    """One entry of the transcript: a line with its speaker in bold, narration in italics."""
    _ = tr.gettext
    match entry:
        case Narration(words):
            return f"*{plain(words, room - 2)}*"
        case Line(speaker, words):
            name = f"**{plain(scenario.cast[speaker])}** "
            return name + plain(words, room - len(name))
        case Said(words, spoken, silent):
            if silent:
                return "*{silence}*".format(silence=_("You say nothing, and the moment answers for you."))
            you = "**" + _("You") + "** "
            said = plain(words, room - len(you) - 2)
            return f"{you}{said}" if spoken else f"{you}*{said}*"


def entries_text(entries: Sequence[Entry], scenario: Scenario, tr: NullTranslations, room: int = ENTRIES_TEXT) -> str:
    """What was said, from its beginning, as much as fits into `room` characters, and into ENTRIES_TEXT in any case."""
    room = min(room, ENTRIES_TEXT)
    whole = "\n".join(entry_text(entry, scenario, tr) for entry in entries)
    if len(whole) <= room:
        return whole
    if room < 2 * ENTRY_TEXT:
        return ""
    kept: list[str] = []
    for entry in entries:
        words = entry_text(entry, scenario, tr, MESSAGE_TEXT if kept else room - len("\n…"))
        if kept and len("\n".join([*kept, words, "…"])) > room:
            return "\n".join([*kept, "…"])
        kept.append(words)
    return "\n".join(kept)


def option_text(option: Option, room: int = MESSAGE_TEXT) -> str:
    """What an option says, in quotation marks; what it does, in italics."""
    words = plain(option.text, room - 2)
    return f"“{words}”" if option.spoken else f"*{words}*"


def _option(view: RunView, option: Option, tr: NullTranslations) -> Item:
    label = tr.gettext("Say this") if option.spoken else tr.gettext("Do this")
    return beside(option_text(option), button(label, Choose(view.id, view.seq, option.id)))


def _clock(due: datetime, tr: NullTranslations) -> str:
    return tr.gettext("Silence answers {when}").format(when=format_dt(due, "R"))


def _end_of(entries: Sequence[Entry], scenario: Scenario, tr: NullTranslations, room: int) -> list[str]:
    """The last of the entries, in their order, as many as fit into `room` characters; the first of them may be cut."""
    kept: list[str] = []
    for entry in reversed(entries):
        words = entry_text(entry, scenario, tr)
        if len(words) >= room:
            words = entry_text(entry, scenario, tr, room - 1) if room > 2 * ENTRY_TEXT else ""
        if not words:
            break
        kept.insert(0, words)
        room -= len(words) + 1
    return kept
