"""The weekly look at oneself: the form, and what it says beside one's own past."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from gettext import NullTranslations

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.checkins import Answers, Change, Remark
from bot.services.checkins import CheckedIn
from bot.ui.cards.parts import GREEN, Card, Item, bar, box, button, card, line, row, text
from bot.ui.routes import encode
from bot.ui.routes.checkins import KeepCheckIn
from bot.ui.routes.feedback import ShowFeedback
from bot.ui.routes.practice import ShowPicker

BEST = 5  # answers are 1 (hard) to 5 (easy)


def checkin_form(tr: NullTranslations, *, looks_back: bool) -> ui.Modal:
    """Two questions from the inside, two through the looking-glass; at intervals one about the start."""
    _ = tr.gettext
    form = ui.Modal(title=_("How is it with people these days?"), custom_id=encode(KeepCheckIn()))
    form.add_item(_question("effort", _("Does meeting people take more effort?"), _("Than it used to"), _effort(tr)))
    form.add_item(_question("energy", _("Is it draining?"), _("Afterwards, once you are home"), _energy(tr)))
    form.add_item(_question("attention", _("Do people's eyes glaze over?"), _("While you are talking"), _glazed(tr)))
    form.add_item(
        _question("carrying", _("Do they carry the conversation on?"), _("Asking back, adding to it"), _carried(tr))
    )
    if looks_back:
        about = _("Meeting people, the way you see it today")
        form.add_item(_question("back_then", _("Looking back: how was it when you started?"), about, _back_then(tr)))
    return form


def read_answers(given: Mapping[str, str]) -> Answers | None:
    """What the form says; None where an answer is missing or is none of those offered."""
    numbers = {name: int(value) for name, value in given.items() if value in {"1", "2", "3", "4", "5"}}
    asked = ("effort", "energy", "attention", "carrying")
    if any(name not in numbers for name in asked):
        return None
    return Answers(*(numbers[name] for name in asked), back_then=numbers.get("back_then"))


def checked_in_card(view: CheckedIn, tr: NullTranslations) -> Card:
    """The answers beside one's own past."""
    _ = tr.gettext
    now, found = view.answers, view.comparison
    items: list[Item] = [
        text("### " + _("Thank you for looking")),
        text(_side(_("From the inside"), now.inside, found.inside_before, _inside(found.inside, tr))),
        text(_side(_("Through the looking-glass"), now.outside, found.outside_before, _outside(found.outside, tr))),
    ]
    remark = _remark(found.remark, tr)
    if remark:
        items += [line(), text(remark)]
    when = _("The next one may be {when}. Only you see this.").format(when=format_dt(view.next_at, "R"))
    items.append(text(f"-# {when}"))
    return card(box(GREEN, items), row(button(_("My feedback"), ShowFeedback())))


def too_early_card(next_at: datetime, tr: NullTranslations) -> Card:
    """There was one this week."""
    _ = tr.gettext
    words = _(
        "You have looked already this week. A day more or less says little, so the next one waits until {day} ({when})."
    ).format(day=format_dt(next_at, "D"), when=format_dt(next_at, "R"))
    return card(box(GREEN, [text(words)]), row(button(_("Practise instead"), ShowPicker())))


def dip_text(tr: NullTranslations) -> str:
    """It felt harder, and practice went on."""
    return tr.gettext(
        "It feels harder while you keep practising. That is common: the better one gets, the more one notices. "
        "It usually passes."
    )


def _question(name: str, label: str, about: str, answers: Sequence[str]) -> ui.Label[ui.Modal]:
    """Answers from the easiest to the hardest."""
    options = [discord.RadioGroupOption(label=one, value=str(BEST - number)) for number, one in enumerate(answers)]
    group: ui.RadioGroup[ui.Modal] = ui.RadioGroup(custom_id=name, options=options, required=True)
    return ui.Label(text=label, description=about, component=group)


def _effort(tr: NullTranslations) -> Sequence[str]:
    _ = tr.gettext
    return (_("Much less"), _("A little less"), _("About the same"), _("A little more"), _("Much more"))


def _energy(tr: NullTranslations) -> Sequence[str]:
    _ = tr.gettext
    return (_("No, it gives me energy"), _("Seldom"), _("Now and then"), _("Often"), _("Nearly always"))


def _glazed(tr: NullTranslations) -> Sequence[str]:
    _ = tr.gettext
    return (_("Not that I notice"), _("Seldom"), _("Now and then"), _("Often"), _("Nearly always"))


def _carried(tr: NullTranslations) -> Sequence[str]:
    _ = tr.gettext
    return (_("Nearly always"), _("Often"), _("Now and then"), _("Seldom"), _("Hardly ever"))


def _back_then(tr: NullTranslations) -> Sequence[str]:
    _ = tr.gettext
    return (_("Very easy"), _("Easy"), _("So-so"), _("Hard"), _("Very hard"))


def _side(name: str, now: float, before: float | None, words: str) -> str:
    """`████████░░ From the inside`, with what it was below it."""
    return f"{bar(now / BEST)} **{name}**\n{words}" if before is None else f"{bar(now / BEST)} **{name}** · {words}"


def _inside(change: Change, tr: NullTranslations) -> str:
    _ = tr.gettext
    return {
        Change.FIRST: _("This is where you start. Next time there is something to set it beside."),
        Change.EASIER: _("lighter than the last times"),
        Change.SAME: _("much as the last times"),
        Change.HARDER: _("heavier than the last times"),
    }[change]


def _outside(change: Change, tr: NullTranslations) -> str:
    _ = tr.gettext
    return {
        Change.FIRST: _("How people take to you, as far as you can tell."),
        Change.EASIER: _("people come along more than the last times"),
        Change.SAME: _("much as the last times"),
        Change.HARDER: _("people come along less than the last times"),
    }[change]


def _remark(remark: Remark, tr: NullTranslations) -> str:
    _ = tr.gettext
    return {
        Remark.NONE: "",
        Remark.DIP: dip_text(tr),
        Remark.HARDER: _("A heavier stretch. They come and go; a gentle conversation now and then is plenty."),
        Remark.OTHERS_SEE_MORE: _("By your own account, people take to you better than it feels from the inside."),
        Remark.SEES_FURTHER: _(
            "The start looks harder to you now than it did at the time. That is what learning often does to the past."
        ),
        Remark.CAME_FAR: _("It is easier now than the way you remember the start."),
    }[remark]
