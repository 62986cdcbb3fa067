"""The scene card: what was said, what is said now, and the options."""

from collections.abc import Sequence
from datetime import datetime
from gettext import NullTranslations

from discord.utils import format_dt

from bot.domain.engine import Entry, Said
from bot.domain.scenario import Line, Narration, Option, Scenario
from bot.services.views import RunView
from bot.ui.cards.parts import AMBER, Card, Item, beside, box, button, card, line, plain, row, text
from bot.ui.routes.practice import Choose, DropClock

REMEMBERED_TEXT = 500  # characters of what was said before; a card is read on a phone
REMEMBERED_ENTRIES = 4


def scene_card(view: RunView, tr: NullTranslations) -> Card:
    """A run that waits for the player (`view.run.over` is false)."""
    _ = tr.gettext
    items = [text(heading(view, tr)), *spoken(view, tr), line()]
    if view.put_aside:
        items.append(text(_("You began this one afresh, so it rests here.")))
        return card(box(AMBER, items))
    assert view.run.choice is not None
    items.append(text(f"-# {plain(view.run.choice.prompt)}"))
    items += [_option(view, option, tr) for option in view.run.options]
    if view.due is None:
        return card(box(AMBER, items))
    items.append(text(f"-# {_clock(view.due, tr)}"))
    return card(box(AMBER, items), row(button(_("No clock, please"), DropClock(view.id))))


def heading(view: RunView, tr: NullTranslations) -> str:
    """`Uncle Hank at Thanksgiving · 3 of about 9`; near the end it only counts, so as to promise nothing."""
    number = view.seq + 1
    title = plain(view.run.scenario.title)
    if number > view.typical:
        return f"-# {title} · {number}"
    of_about = tr.gettext("{number} of about {typical}").format(number=number, typical=view.typical)
    return f"-# {title} · {of_about}"


def spoken(view: RunView, tr: NullTranslations) -> list[Item]:
    """The last exchange as a quote, and what has been said since."""
    scenario = view.run.scenario
    before = _last_of(view.run.before, scenario, tr)
    items: list[Item] = [text("\n".join(f"> {one}" for one in before))] if before else []
    news = [entry_text(entry, scenario, tr) for entry in view.run.news]
    return [*items, text("\n".join(news))] if news else items


def entry_text(entry: Entry, scenario: Scenario, tr: NullTranslations) -> str:
    """One entry of the transcript: a line with its speaker in bold, narration in italics."""
    _ = tr.gettext
    match entry:
        case Narration(words):
            return f"*{plain(words)}*"
        case Line(speaker, words):
            return f"**{plain(scenario.cast[speaker])}** {plain(words)}"
        case Said(words, spoken, silent):
            if silent:
                return "*{silence}*".format(silence=_("You say nothing, and the moment answers for you."))
            return f"**{_('You')}** {plain(words)}" if spoken else f"**{_('You')}** *{plain(words)}*"


def option_text(option: Option) -> str:
    """What an option says, in quotation marks; what it does, in italics."""
    return f"“{plain(option.text)}”" if option.spoken else f"*{plain(option.text)}*"


def _option(view: RunView, option: Option, tr: NullTranslations) -> Item:
    label = tr.gettext("Say this") if option.spoken else tr.gettext("Do this")
    return beside(option_text(option), button(label, Choose(view.id, view.seq, option.id)))


def _clock(due: datetime, tr: NullTranslations) -> str:
    return tr.gettext("Silence answers {when}").format(when=format_dt(due, "R"))


def _last_of(entries: Sequence[Entry], scenario: Scenario, tr: NullTranslations) -> list[str]:
    """The end of what was said before, as much as fits: always the player's own last turn."""
    kept: list[str] = []
    room = REMEMBERED_TEXT
    for entry in reversed(entries[-REMEMBERED_ENTRIES:]):
        words = entry_text(entry, scenario, tr)
        room -= len(words)
        if kept and room < 0:
            break
        kept.insert(0, words)
    return kept
