"""Where somebody is, before the first reminder is set: a menu of places around the world."""

from collections.abc import Sequence
from datetime import datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import discord
from discord import ui

from bot.ui.cards.parts import BLUE, SELECT_TEXT, Card, box, button, card, cut, row, text
from bot.ui.routes import encode
from bot.ui.routes.preferences import SetReminders, SetZone


def where_card(now: datetime, tr: NullTranslations) -> Card:
    """The question, with the time that it is `now` in each place."""
    _ = tr.gettext
    words = _("**By whose clocks?** Then seven in the evening is yours, and I stay quiet in your night.")
    how = _("Somewhere else? Type /settings timezone: and your city, then turn reminders on.")
    options = [
        discord.SelectOption(label=cut(f"{name} · {now.astimezone(ZoneInfo(zone)):%H:%M}", SELECT_TEXT), value=zone)
        for zone, name in _places(tr)
    ]
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=encode(SetZone()), placeholder=_("Where are you?"), options=options
    )
    back = row(button(_("Rather not"), SetReminders(0)))
    return card(box(BLUE, [text(words), text(f"-# {how}")]), ui.ActionRow(menu), back)


def _places(tr: NullTranslations) -> Sequence[tuple[str, str]]:
    """Zones, each by the cities that most people there would look for, from west to east."""
    _ = tr.gettext
    return (
        ("Pacific/Honolulu", _("Honolulu")),
        ("America/Los_Angeles", _("Los Angeles, San Francisco")),
        ("America/Denver", _("Denver")),
        ("America/Chicago", _("Chicago, Houston")),
        ("America/New_York", _("New York, Toronto")),
        ("America/Bogota", _("Bogota, Lima")),
        ("America/Sao_Paulo", _("Sao Paulo, Buenos Aires")),
        ("Europe/London", _("London, Lisbon")),
        ("Africa/Lagos", _("Lagos")),
        ("Europe/Berlin", _("Berlin, Paris, Rome")),
        ("Africa/Johannesburg", _("Johannesburg")),
        ("Africa/Cairo", _("Cairo")),
        ("Europe/Kyiv", _("Kyiv, Athens, Helsinki")),
        ("Europe/Istanbul", _("Istanbul, Riyadh")),
        ("Africa/Nairobi", _("Nairobi")),
        ("Asia/Dubai", _("Dubai")),
        ("Asia/Karachi", _("Karachi")),
        ("Asia/Kolkata", _("Delhi, Mumbai")),
        ("Asia/Dhaka", _("Dhaka")),
        ("Asia/Bangkok", _("Bangkok, Jakarta, Hanoi")),
        ("Asia/Shanghai", _("Beijing, Shanghai")),
        ("Asia/Singapore", _("Singapore, Hong Kong, Manila")),
        ("Asia/Tokyo", _("Tokyo, Seoul")),
        ("Australia/Sydney", _("Sydney, Melbourne")),
        ("Pacific/Auckland", _("Auckland")),
    )
