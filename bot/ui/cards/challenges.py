"""Challenges: something to try in real life, when to ask, how it went, and a line of one's own."""

from gettext import NullTranslations

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.challenges import Outcome
from bot.naming import level_name, trait_name
from bot.services.challenges import DAYS, ChallengeView, Taken
from bot.storage.tries import Try
from bot.ui.cards.parts import (
    AMBER,
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
    trait_menu,
)
from bot.ui.routes import encode
from bot.ui.routes.challenges import (
    AskAgain,
    Did,
    KeepNote,
    LetGo,
    NotYet,
    PickTrait,
    ShowTried,
    ShowTry,
    Suggest,
    Take,
    WriteNote,
)
from bot.ui.routes.practice import ShowPicker

OPEN_SHOWN = 5  # tries that wait; older ones come up as these are answered
NOTE, NOTE_TEXT = "note", 300  # a line, not a diary


def challenge_card(view: ChallengeView, tr: NullTranslations) -> Card:
    """Something to try, and when to ask how it went; what waits already stands above it."""
    _ = tr.gettext
    one = view.challenge
    waiting: list[Item] = []
    if view.open_tries:
        waiting = [text("### " + _("You have taken along"))]
        waiting += [_waiting(attempt, tr) for attempt in view.open_tries[:OPEN_SHOWN]]
        waiting.append(line())
    items: list[Item] = [
        *waiting,
        text("### " + _("Something to try out there")),
        text(plain(one.text)),
        text(f"-# {plain(one.hint)}"),
        text(f"-# {trait_name(one.trait, tr)} · {level_name(one.level, tr)}"),
        line(),
        text(_("I will try it. Ask me how it went:")),
    ]
    if not view.agreed:
        consent = _("Taking one agrees that I keep it, to ask you how it went; /privacy shows and erases all of it.")
        items.append(text(f"-# {consent}"))
    takes = [(days, Take(one.id, days, int(not view.agreed))) for days in DAYS]
    buttons = row(*(button(_after(days, tr), take, primary=days == DAYS[0]) for days, take in takes))
    more = [button(_("Something else"), Suggest(view.trait.value, view.level, view.turn + 1))] if view.others else []
    more += [button(_("What you tried"), ShowTried(0))] if view.did else []
    rows = [buttons, row(*more)] if more else [buttons]
    return card(box(AMBER, items), *rows, trait_menu(PickTrait(), view.trait, tr, placeholder=_("For another trait")))


def taken_card(view: Taken, tr: NullTranslations) -> Card:
    """It is taken along."""
    _ = tr.gettext
    one = view.attempt
    items: list[Item] = [text(f"> {plain(one.words)}")]
    if one.due_at and view.dm_open:
        items.append(text(_("It is yours. I will ask {when}, once.").format(when=format_dt(one.due_at, "R"))))
    else:
        items.append(text(_("It is yours. My messages do not reach you, so tell me how it went under /challenge.")))
    items.append(text("-# " + _("Nothing happens if you do not. The try is the point, not how it turns out.")))
    return card(box(AMBER, items), row(button(_("Rather not"), LetGo(one.id))))


def ask_card(one: Try, tr: NullTranslations) -> Card:
    """How did it go?"""
    _ = tr.gettext
    if one.outcome is not None:
        return answered_card(one, tr)
    when = _("You took this along {when}.").format(when=format_dt(one.taken_at, "R"))
    items: list[Item] = [text("### " + _("How did it go?")), text(f"> {plain(one.words)}"), text(f"-# {when}")]
    buttons = row(
        button(_("Did it"), Did(one.id), primary=True),
        button(_("Not yet"), NotYet(one.id)),
        button(_("Did not want to"), LetGo(one.id)),
    )
    return card(box(AMBER, items), buttons)


def not_yet_card(one: Try, tr: NullTranslations) -> Card:
    """It waits; shall it be asked about again?"""
    _ = tr.gettext
    if one.outcome is not None:
        return answered_card(one, tr)
    words = _("It keeps. Shall I ask again?")
    buttons = [button(_after(days, tr), AskAgain(one.id, days)) for days in DAYS]
    buttons += [button(_("Do not ask"), AskAgain(one.id, 0)), button(_("Did it after all"), Did(one.id))]
    return card(box(AMBER, [text(f"> {plain(one.words)}"), text(words)]), row(*buttons))


def later_card(view: Taken, tr: NullTranslations) -> Card:
    """When it will be asked about, if at all."""
    _, one = tr.gettext, view.attempt
    if one.outcome is not None:
        return answered_card(one, tr)
    if one.due_at and view.dm_open:
        words = _("I will ask again {when}.").format(when=format_dt(one.due_at, "R"))
    elif one.due_at:
        words = _("My messages do not reach you, so it waits under /challenge, for whenever you like.")
    else:
        words = _("I will not ask. It waits under /challenge, for whenever you like.")
    return card(box(AMBER, [text(f"> {plain(one.words)}"), text(words)]))


def answered_card(one: Try, tr: NullTranslations) -> Card:
    """What became of it, with the line of one's own."""
    _ = tr.gettext
    items: list[Item] = [text(f"> {plain(one.words)}")]
    buttons: list[Button] = []
    if one.outcome is Outcome.DID:
        items.append(text(_("You did it, and it is yours to keep, however it turned out.")))
        if one.note:
            items.append(text("**{label}** {note}".format(label=_("You wrote:"), note=plain(one.note))))
        label = _("Change your line") if one.note else _("Write a line about it")
        buttons.append(button(label, WriteNote(one.id)))
    else:
        items.append(text(_("Then it was not the one. Not everything has to be tried.")))
    buttons.append(button(_("Another one"), Suggest(one.trait.value, 0, 0)))
    buttons.append(button(_("Practise"), ShowPicker()))
    return card(box(GREEN, items), row(*buttons))


def note_form(one: Try, tr: NullTranslations) -> ui.Modal:
    """A line of one's own; sending it off empty takes it away."""
    _ = tr.gettext
    form = ui.Modal(title=_("A line about it"), custom_id=encode(KeepNote(one.id)))
    field: ui.TextInput[ui.Modal] = ui.TextInput(
        custom_id=NOTE,
        style=discord.TextStyle.paragraph,
        default=one.note,
        required=False,
        max_length=NOTE_TEXT,
    )
    about = _("For you alone. /privacy says for how long it is kept.")
    form.add_item(ui.Label(text=_("What happened, in a sentence"), description=about, component=field))
    return form


def _waiting(one: Try, tr: NullTranslations) -> Item:
    words = f"{plain(one.words)}\n-# {trait_name(one.trait, tr)} · {level_name(one.level, tr)}"
    return beside(words, button(tr.gettext("How it went"), ShowTry(one.id)))


def _after(days: int, tr: NullTranslations) -> str:
    _ = tr.gettext
    return {1: _("Tomorrow"), 3: _("In three days"), 7: _("In a week")}[days]
