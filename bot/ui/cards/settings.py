"""The settings, on one card: language, clocks, reminders; and the reminder itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

import discord
from discord import ui
from discord.utils import format_dt

from bot.i18n import languages
from bot.services.reminders import QUIET, ReminderView
from bot.services.views import PreferencesView
from bot.storage.reminders import Stopped
from bot.ui.cards.parts import BLUE, Card, Item, Row, beside, box, button, card, line, row, text
from bot.ui.routes import Route, encode
from bot.ui.routes.preferences import Come, Hush, SetDays, SetHour, SetLanguage, SetQuiet, SetReminders, SetTimers
from bot.ui.routes.privacy import ShowPrivacy

OF_DISCORD = "auto"
NAMES: Mapping[str, str] = {"en": "English", "zh-CN": "简体中文"}  # each language by its own name


@dataclass(frozen=True, slots=True)
class SettingsView:
    """Everything that can be set. `language` is None for that of the player's Discord."""

    preferences: PreferencesView
    reminders: ReminderView
    language: str | None


def settings_card(view: SettingsView, tr: NullTranslations) -> Card:
    """What a player can set. The menus of reminders are there while these are on."""
    items: list[Item] = [_clocks(view.preferences, tr), line(), _reminders(view.reminders, tr)]
    if view.reminders.on:
        items += [_days(view.reminders, tr), _hours(view.reminders, tr), _quiet(view.reminders, tr)]
        items.append(text(_zone(view.reminders, tr)))
    items += [line(), text("**{label}**".format(label=tr.gettext("Language"))), _languages(view.language, tr)]
    return card(box(BLUE, items))


def reminder_card(tr: NullTranslations) -> Card:
    """The reminder that somebody asked for, and the way to have no more of them."""
    _ = tr.gettext
    words = _("You asked me to come by. Is there room for a short conversation today? If not, that is fine too.")
    after = _("I stop by myself after two that find no time.")
    buttons = row(button(_("Let me see"), Come(), primary=True), button(_("No more reminders"), Hush()))
    return card(box(BLUE, [text(words), text(f"-# {after}")]), buttons)


def hushed_card(tr: NullTranslations) -> Card:
    """No more reminders."""
    _ = tr.gettext
    words = _("No more reminders. /settings turns them on again, should you ever want them.")
    return card(box(BLUE, [text(words)]), row(button(_("What I keep about you"), ShowPrivacy())))


def _clocks(view: PreferencesView, tr: NullTranslations) -> Item:
    _ = tr.gettext
    if view.timers:
        words, label = (
            _("**Clocks** are on: some moments answer with silence when time runs out."),
            _("Turn clocks off"),
        )
    else:
        words, label = _("**Clocks** are off: every moment waits for you."), _("Turn clocks on")
    return beside(words, button(label, SetTimers(int(not view.timers))))


def _reminders(view: ReminderView, tr: NullTranslations) -> Item:
    _ = tr.gettext
    due_at = view.reminder.due_at
    if due_at:
        words = _("**Reminders** are on. The next one comes {when}.").format(when=format_dt(due_at, "F"))
        return beside(words, button(_("Turn reminders off"), SetReminders(0)))
    words = {
        Stopped.REFUSED: _("**Reminders** are off: the last one could not reach you, since your messages were closed."),
        Stopped.UNANSWERED: _("**Reminders** are off: the last two came at a bad time, so I stopped."),
        None: _("**Reminders** are off. I write only to those who ask me to."),
    }[view.reminder.stopped]
    return beside(words, button(_("Remind me"), SetReminders(1)))


def day_names(tr: NullTranslations) -> Sequence[str]:
    """The weekdays from Monday on."""
    _ = tr.gettext
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


def _days(view: ReminderView, tr: NullTranslations) -> Row:
    options = [
        discord.SelectOption(label=name, value=str(day), default=day in view.reminder.days)
        for day, name in enumerate(day_names(tr))
    ]
    return _menu(SetDays(), tr.gettext("On which days"), options, most=len(options))


def _hours(view: ReminderView, tr: NullTranslations) -> Row:
    options = [
        discord.SelectOption(
            label=tr.gettext("At {hour}").format(hour=_clock(hour)),
            value=str(hour),
            default=hour == view.reminder.hour,
        )
        for hour in range(24)
    ]
    return _menu(SetHour(), tr.gettext("At which hour"), options)


def _quiet(view: ReminderView, tr: NullTranslations) -> Row:
    current = (view.reminder.quiet_from, view.reminder.quiet_to)
    options: list[discord.SelectOption] = []
    for start, end in QUIET:
        label = (
            tr.gettext("No quiet hours")
            if start == end
            else tr.gettext("Quiet from {start} to {end}").format(start=_clock(start), end=_clock(end))
        )
        default = (start, end) == current
        options.append(discord.SelectOption(label=label, value=f"{start}-{end}", default=default))
    return _menu(SetQuiet(), tr.gettext("When I keep quiet"), options)


def _zone(view: ReminderView, tr: NullTranslations) -> str:
    _ = tr.gettext
    clock = f"{view.local:%H:%M}"
    if view.reminder.zone:
        words = _("By the clocks of {zone}, where it is {clock} now.").format(zone=view.reminder.zone, clock=clock)
    else:
        words = _("By UTC, where it is {clock} now.").format(clock=clock)
    return "-# {words} {how}".format(words=words, how=_("If that is not your time: /settings timezone: and your city."))


def _languages(current: str | None, tr: NullTranslations) -> Row:
    options = [
        discord.SelectOption(
            label=tr.gettext("The language of my Discord"), value=OF_DISCORD, default=current not in languages()
        )
    ]
    options += [
        discord.SelectOption(label=NAMES.get(one, one), value=one, default=one == current) for one in languages()
    ]
    return _menu(SetLanguage(), tr.gettext("Language"), options)


def _menu(route: Route, placeholder: str, options: list[discord.SelectOption], most: int = 1) -> Row:
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=encode(route), placeholder=placeholder, options=options, max_values=most
    )
    return ui.ActionRow(menu)


def _clock(hour: int) -> str:
    return f"{hour:02}:00"
