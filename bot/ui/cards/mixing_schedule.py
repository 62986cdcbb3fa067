"""Cards of scheduled mixers: what a host planned, the door, and the answer to those who come."""

from collections.abc import Sequence
from gettext import NullTranslations

from discord.utils import format_dt

from bot.domain.schedule import Outcome, Phase
from bot.services.mixing.views import HereView, Upcoming
from bot.ui.cards.mixing_lobby import consent
from bot.ui.cards.parts import (
    BLUE,
    GREEN,
    Button,
    Card,
    Item,
    Row,
    box,
    button,
    card,
    gap,
    line,
    link,
    plain,
    row,
    text,
)
from bot.ui.routes.mixing import AgreeHere, CallOff, ImHere, LeaveLine

LISTED = 6  # with their buttons, within the 40 components of a message


def topic_text(one: Upcoming, tr: NullTranslations) -> str:
    """What it is about."""
    return plain(one.topic.title) if one.topic else tr.gettext("A surprise")


def upcoming_text(one: Upcoming, tr: NullTranslations) -> str:
    """`**Films** · Friday, 4 December 2026 19:30 (in 3 days), weekly`, with the way to say yes."""
    _ = tr.gettext
    at = one.scheduled.starts_at
    words = _("**{topic}** · {when} ({soon})").format(
        topic=topic_text(one, tr), when=format_dt(at, "F"), soon=format_dt(at, "R")
    )
    if one.scheduled.weekly:
        words += _(", every week")
    return words


def event_url(one: Upcoming) -> str | None:
    """Its event in Discord, where people say yes; None while it has none yet."""
    event = one.scheduled.event
    return f"https://discord.com/events/{one.scheduled.server}/{event}" if event else None


def planned_card(one: Upcoming, tr: NullTranslations) -> Card:
    """What a host reads who has just scheduled a mixer."""
    _ = tr.gettext
    about = _(
        "It appears among the events of this server in a moment, where people say that they are interested. An hour "
        "before, I look: if fewer than three have said yes, I call it off and tell them. Some minutes before it "
        "begins I open the doors in the lobby, and at the hour those who are there meet in groups of four."
    )
    items: list[Item] = [text("### " + _("It is planned")), text(upcoming_text(one, tr)), text(about)]
    return card(box(GREEN, items), _off(one, tr))


def schedule_card(planned: Sequence[Upcoming], tr: NullTranslations, *, host: bool) -> Card:
    """What is scheduled in a server; hosts can call it off."""
    _ = tr.gettext
    if not planned:
        words = _("Nothing is scheduled here.")
        if host:
            words += " " + _("/mixer schedule sets a mixer for a day and an hour.")
        return card(box(BLUE, [text(words)]))
    items: list[Item] = [text("### " + _("What is scheduled"))]
    for one in planned[:LISTED]:
        url = event_url(one)
        items += [gap(), text(upcoming_text(one, tr))]
        buttons = [link(_("The event"), url)] if url else []
        if buttons or host:
            items.append(row(*buttons, *(_off_buttons(one, tr) if host else ())))
    if rest := [upcoming_text(one, tr) for one in planned[LISTED:]]:
        if host:
            rest.append("-# " + _("To call one of these off, delete its event in Discord."))
        items += [line(), text("\n".join(rest))]
    return card(box(BLUE, items))


def door_card(one: Upcoming, tr: NullTranslations, ends_at: str) -> Card:
    """The message in the lobby by which people say that they are there. `ends_at` is a time as Discord shows it."""
    _ = tr.gettext
    topic, at = topic_text(one, tr), format_dt(one.scheduled.starts_at, "R")
    if one.scheduled.phase is Phase.OVER:
        return card(box(BLUE, [text(f"### {topic}"), text(_over_text(one, tr))]))
    if one.scheduled.phase is Phase.BEGUN:
        words = _("It has begun. Who comes now gets a free seat where there is one, or waits for the next group.")
        here = button(_("Come late"), ImHere(one.scheduled.id))
    else:
        words = _("It begins {when}. Press the button, and at the hour I seat you with three others.").format(when=at)
        here = button(_("I am here"), ImHere(one.scheduled.id), primary=True)
    until = _("Until {time}.").format(time=ends_at)
    return card(box(BLUE, [text(f"### {topic}"), text(words), text(f"-# {until}")]), row(here))


def here_card(view: HereView, tr: NullTranslations) -> Card:
    """Somebody is there; for a stranger, what is kept of them from then on."""
    _ = tr.gettext
    topic = topic_text(view.upcoming, tr)
    if not view.agreed:
        items: list[Item] = [text(_("Good that you are here for **{topic}**.").format(topic=topic)), line()]
        items.append(text("-# " + consent(tr)))
        return card(
            box(BLUE, items), row(button(_("Count me in"), AgreeHere(view.upcoming.scheduled.id), primary=True))
        )
    lines = [
        _("You are in for **{topic}**. It begins {when}, and I add you to your room then.").format(
            topic=topic, when=format_dt(view.upcoming.scheduled.starts_at, "R")
        )
    ]
    if view.others:
        others = tr.ngettext("{n} other person is here.", "{n} others are here.", view.others)
        lines.append(others.format(n=view.others))
    return card(box(GREEN, [text("\n".join(lines))]), row(button(_("Leave the line"), LeaveLine())))


def off_card(one: Upcoming, server: str, tr: NullTranslations) -> Card:
    """To somebody who said yes: it does not happen, and why that says nothing about them."""
    _ = tr.gettext
    few = one.scheduled.outcome is Outcome.FEW
    words = (
        _(
            "**{topic}** in {server} at {when} does not happen: fewer than three said yes this time. It is nothing "
            "that you did, and thank you for wanting to come."
        )
        if few
        else _(
            "**{topic}** in {server} at {when} does not happen: I cannot hold mixers there for now. It is nothing "
            "that you did, and thank you for wanting to come."
        )
    ).format(topic=topic_text(one, tr), server=plain(server), when=format_dt(one.scheduled.starts_at, "t"))
    if few and one.scheduled.weekly:
        words += " " + _("The next one is planned already.")
    return card(box(BLUE, [text(words)]))


def called_off_card(one: Upcoming, tr: NullTranslations) -> Card:
    """To the host who called it off."""
    words = tr.gettext("{what} is called off. Its event goes, and whoever came hears of it.")
    return card(box(GREEN, [text(words.format(what=upcoming_text(one, tr)))]))


def _over_text(one: Upcoming, tr: NullTranslations) -> str:
    _ = tr.gettext
    return {
        Outcome.FEW: _("It does not happen: fewer than three said yes."),
        Outcome.CALLED_OFF: _("The hosts have called it off."),
        Outcome.MISSED: _("I was away at that hour, so it did not happen. I am sorry."),
        Outcome.CLOSED: _("It does not happen: mixers are closed here for now."),
    }.get(one.scheduled.outcome or Outcome.HELD, _("It is over. Thank you to everybody who came."))


def _off(one: Upcoming, tr: NullTranslations) -> Row:
    return row(*_off_buttons(one, tr))


def _off_buttons(one: Upcoming, tr: NullTranslations) -> tuple[Button, ...]:
    _ = tr.gettext
    if not one.scheduled.weekly:
        return (button(_("Call it off"), CallOff(one.scheduled.id, 1)),)
    return (
        button(_("Skip this one"), CallOff(one.scheduled.id, 0)),
        button(_("End the series"), CallOff(one.scheduled.id, 1)),
    )
