"""The pieces that cards are made of.

Limits of one message, from Discord's component reference: 4,000 characters of text, 40 components counting nested
ones, a button's label 80 characters, a select's texts 100.
"""

from collections.abc import Iterable, Sequence
from gettext import NullTranslations

import discord
from discord import ui

from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.ui.routes import Route, encode

Card = ui.LayoutView
Item = ui.Item[ui.LayoutView]
Row = ui.ActionRow[ui.LayoutView]
Button = ui.Button[ui.LayoutView]

AMBER = discord.Colour(0xE8A33D)  # a conversation goes on
GREEN = discord.Colour(0x4FA38A)  # looking back
BLUE = discord.Colour(0x5865F2)  # choosing

MESSAGE_TEXT = 4_000
BUTTON_TEXT = 80
SELECT_TEXT = 100
BAR_CELLS = 10


def card(*boxes: ui.Container[ui.LayoutView] | Row) -> Card:
    """A message of these boxes. It listens to nothing: clicks find their way by what the buttons carry."""
    view = ui.LayoutView(timeout=None)
    for box in boxes:
        view.add_item(box)
    return view


def box(colour: discord.Colour, items: Iterable[Item]) -> ui.Container[ui.LayoutView]:
    """A bordered box with a coloured edge."""
    return ui.Container(*items, accent_colour=colour)


def text(content: str) -> ui.TextDisplay[ui.LayoutView]:
    return ui.TextDisplay(content)


def line() -> ui.Separator[ui.LayoutView]:
    return ui.Separator()


def gap() -> ui.Separator[ui.LayoutView]:
    """A little room, without a line."""
    return ui.Separator(visible=False)


def button(label: str, route: Route, *, primary: bool = False) -> Button:
    style = discord.ButtonStyle.primary if primary else discord.ButtonStyle.secondary
    return ui.Button(label=label[:BUTTON_TEXT], style=style, custom_id=encode(route))


def link(label: str, url: str) -> Button:
    return ui.Button(label=label[:BUTTON_TEXT], url=url)


def thread_url(server: int, thread: int) -> str:
    """The address of a thread, or of any channel of a server."""
    return f"https://discord.com/channels/{server}/{thread}"


def row(*buttons: Button) -> Row:
    """At most five buttons side by side."""
    return ui.ActionRow(*buttons)


def beside(content: str, accessory: Button) -> ui.Section[ui.LayoutView]:
    """A sentence with its button beside it."""
    return ui.Section(content, accessory=accessory)


def text_length(items: Iterable[Item]) -> int:
    """The characters that these items show, of the 4,000 of a message."""
    texts = (item.content_length() if isinstance(item, ui.Section) else len(_content(item)) for item in items)
    return sum(texts)


def _content(item: Item) -> str:
    return item.content if isinstance(item, ui.TextDisplay) else ""


def plain(words: str, room: int = MESSAGE_TEXT) -> str:
    """Words shown as they are written, whatever markdown they hold, shortened where that takes more than `room`."""
    shown = discord.utils.escape_markdown(words)
    width = min(room, len(words))
    while len(shown) > max(room, 1):
        shown = discord.utils.escape_markdown(cut(words, width))
        width -= max(1, (len(shown) - room) // 2)
    return shown


def cut(words: str, width: int) -> str:
    """The words, shortened where they are longer than `width` characters: at a space where there is one in reach."""
    words = words.strip()
    if len(words) <= width:
        return words
    short = words[: max(0, width - 1)]
    space = max(short.rfind(" "), short.rfind("\n"))
    return (short[:space] if space > width // 2 else short).rstrip() + "…"


def bar(share: float) -> str:
    """Ten cells, filled up to a share of 0..1; in code, so that bars below each other line up."""
    filled = round(max(0.0, min(1.0, share)) * BAR_CELLS)
    return _cells(0, filled)


def band(low: float, high: float) -> str:
    """Ten cells of 0..100, filled from `low` to `high`; always at least one."""
    first = min(int(low / 100 * BAR_CELLS), BAR_CELLS - 1)
    last = min(int(high / 100 * BAR_CELLS), BAR_CELLS - 1)
    return _cells(first, last + 1)


def _cells(first: int, end: int) -> str:
    return "`" + "░" * first + "█" * (end - first) + "░" * (BAR_CELLS - end) + "`"


def trait_menu(
    route: Route,
    current: Trait | None,
    tr: NullTranslations,
    *,
    placeholder: str | None = None,
    first: Sequence[discord.SelectOption] = (),
) -> Row:
    """A menu of the seven traits, below what comes `first`; the value picked is a trait's id."""
    traits = [
        discord.SelectOption(label=cut(trait_name(one, tr), SELECT_TEXT), value=one.value, default=one is current)
        for one in Trait
    ]
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=encode(route), placeholder=placeholder, options=[*first, *traits]
    )
    return ui.ActionRow(menu)


def trait_names(traits: Iterable[Trait], tr: NullTranslations) -> str:
    """Several names, with commas."""
    return tr.gettext(", ").join(trait_name(trait, tr) for trait in traits)


def sentences(said: Iterable[str], tr: NullTranslations) -> str:
    """Sentences one after the other, with a space between them where the language has one."""
    whole = ""
    for one in said:
        whole = tr.gettext("{before} {after}").format(before=whole, after=one) if whole else one
    return whole
