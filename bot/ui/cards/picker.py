"""The picker: what was left half-way, what is recommended and why, and everything else by level."""

from collections.abc import Sequence
from gettext import NullTranslations

import discord
from discord import ui

from bot.domain.recommend import Reason, Recommendation
from bot.domain.scenario import Scenario
from bot.naming import trait_name
from bot.services.views import OpenRun, PickerView
from bot.ui.cards.parts import (
    BLUE,
    SELECT_TEXT,
    Card,
    Item,
    Row,
    beside,
    box,
    button,
    card,
    cut,
    line,
    plain,
    row,
    text,
    trait_names,
)
from bot.ui.routes import encode
from bot.ui.routes.guidance import ShowPath
from bot.ui.routes.practice import Brief, GoOn, Pick

OPEN_SHOWN = 3
SELECT_OPTIONS = 25  # Discord's limit; whatever does not fit is found by `/practice scenario:`


def picker_card(view: PickerView, tr: NullTranslations) -> Card:
    """What there is to practise; `view.scenarios` is not empty."""
    items: list[Item] = [text("### " + tr.gettext("What would you like to practise?"))]
    items += [_open(one, tr) for one in view.open_runs[:OPEN_SHOWN]]
    if view.recommended:
        items.append(_recommended(view.recommended, tr))
    items.append(line())
    items += [_level(level, view.scenarios, tr) for level in sorted({one.level for one in view.scenarios})]
    return card(box(BLUE, items), row(button(tr.gettext("Path through the seven"), ShowPath())))


def reason_text(recommended: Recommendation, tr: NullTranslations) -> str:
    """Why this one, in one clause."""
    _ = tr.gettext
    trait = trait_name(recommended.trait, tr).lower()
    return {
        Reason.GENTLE_START: _("a gentle one to begin with"),
        Reason.LITTLE_SEEN: _("few moments so far were about {trait}").format(trait=trait),
        Reason.ROOM_TO_GROW: _("{trait} has come up least in what you chose").format(trait=trait),
        Reason.KEPT_FRESH: _("to keep {trait} fresh").format(trait=trait),
        Reason.STEP_UP: _("{trait} is coming along, so this is one step up").format(trait=trait),
    }[recommended.reason]


def _open(one: OpenRun, tr: NullTranslations) -> Item:
    if one.rehearsal:
        left = tr.gettext("a rehearsal, {decided} of about {typical}")
    elif not one.decided:
        left = tr.gettext("just begun")
    else:
        left = tr.gettext("left half-way, {decided} of about {typical}")
    left = left.format(decided=one.decided, typical=one.typical)
    return beside(f"**{plain(one.scenario.title)}**\n-# {left}", button(tr.gettext("Go on"), GoOn(one.id)))


def _recommended(one: Recommendation, tr: NullTranslations) -> Item:
    words = f"**{plain(one.scenario.title)}**\n{plain(one.scenario.about)}\n-# {reason_text(one, tr)}"
    return beside(words, button(tr.gettext("This one"), Brief(one.scenario.id), primary=True))


def _level(level: int, scenarios: Sequence[Scenario], tr: NullTranslations) -> Row:
    options = [
        discord.SelectOption(
            label=_menu_text(one.title),
            value=one.id,
            description=_menu_text(f"{trait_names(one.practises, tr)} · {one.about}"),
        )
        for one in scenarios
        if one.level == level
    ]
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=encode(Pick(level)),
        placeholder=_placeholder(level, tr),
        options=options[:SELECT_OPTIONS],
    )
    return ui.ActionRow(menu)


def _menu_text(words: str) -> str:
    """A text in a menu has one line and no markdown."""
    return cut(" ".join(words.split()), SELECT_TEXT)


def _placeholder(level: int, tr: NullTranslations) -> str:
    _ = tr.gettext
    return {1: _("Gentle ones"), 2: _("Everyday ones"), 3: _("Hard ones")}[level]
