"""Cards of the lobby: the answers to those who join, to hosts, and to those who block somebody."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

import discord
from discord import ui

from bot.domain.topic import Topic
from bot.services.mixing.views import JoinView, News, Notice, WaitView
from bot.storage.mixers import Reason
from bot.ui.cards.parts import (
    BLUE,
    GREEN,
    SELECT_TEXT,
    Card,
    Item,
    Row,
    box,
    button,
    card,
    cut,
    link,
    plain,
    row,
    text,
)
from bot.ui.routes import encode
from bot.ui.routes.mixing import Join, JoinTopic, KeepBlock, LeaveLine, Surprise


def join_card(view: JoinView, tr: NullTranslations) -> Card:
    """What somebody can join; for a stranger, what is kept of them from then on."""
    _ = tr.gettext
    items: list[Item] = [text(_("What would you like to talk about?"))]
    if not view.agreed:
        items.append(text("-# " + consent(tr)))
    agrees = int(not view.agreed)
    menu = _menu(view.topics, view.waiting, agrees, tr)
    return card(box(BLUE, items), menu, row(button(_("Surprise me"), Surprise(agrees), primary=True)))


def consent(tr: NullTranslations) -> str:
    """What is kept of somebody who meets others, in one line."""
    return tr.gettext(
        "Choosing one agrees that I keep who you met, how many messages you wrote (never what) and kudos; "
        "/privacy shows and erases all of it."
    )


def wait_card(view: WaitView, tr: NullTranslations, news: News = News.WAITS) -> Card:
    """Somebody is in line; `news` says what has happened since."""
    _ = tr.gettext
    about = _("**{topic}**").format(topic=plain(view.topic.title)) if view.topic else _("**a surprise**")
    lines = [_("You are in line for {about}.").format(about=about)]
    if news is News.PASSED_BY:
        lines.append(_("A group has just begun. You are among the first for the next one."))
    if news is News.FEW_CAME:
        lines.append(_("Fewer than three were here at the hour. You are at the front: I call you as soon as it works."))
    others = tr.ngettext("{n} other person waits too.", "{n} others wait too.", view.others)
    lines.append(others.format(n=view.others) if view.others else _("You are the first; somebody has to be."))
    lines.append(_("Four make a group, or three once nobody has come for two minutes. I add you to its room."))
    until = _("I keep your place until {time}.").format(time=f"<t:{int(view.until.timestamp())}:t>")
    return card(box(BLUE, [text("\n".join(lines)), text("-# " + until)]), row(button(_("Leave the line"), LeaveLine())))


def notice_card(notice: Notice, tr: NullTranslations) -> Card:
    """News for somebody who waits, or waited."""
    if notice.wait:
        return wait_card(notice.wait, tr, notice.news)
    _ = tr.gettext
    again = {News.CALLED_OFF: _("Join"), News.WAITED: _("Wait again")}.get(notice.news)
    rows = [row(button(again, Join(), primary=True))] if again else []
    return card(box(BLUE, [text(_out(notice.news, tr))]), *rows)


def private_notice_card(notice: Notice, server: str, tr: NullTranslations) -> Card:
    """The same in private, where nothing can be joined."""
    return card(box(BLUE, [text(_out(notice.news, tr)), text("-# " + plain(server))]))


def _out(news: News, tr: NullTranslations) -> str:
    """Why somebody waits no longer."""
    _ = tr.gettext
    return {
        News.CALLED_OFF: _(
            "The hosts have called this mixer off. It is nothing that you did; the lobby is open all the same."
        ),
        News.CLOSED: _("Mixers are closed here for now, so you are out of the line. It is nothing that you did."),
    }.get(
        news,
        _("Nobody came together this time, so I have taken you out of the line. It is not about you: try once more."),
    )


def invited_card(url: str, tr: NullTranslations) -> Card:
    """The room is open."""
    _ = tr.gettext
    return card(box(GREEN, [text(_("Your group is together."))]), row(link(_("Go to the room"), url)))


def kept_out_card(reason: Reason, tr: NullTranslations) -> Card:
    """The room could not be opened."""
    _ = tr.gettext
    if reason is Reason.REFUSED:
        words = _("I could not open a room for your group: Discord gave me none. The hosts know of it.")
    else:
        words = _("I could not open a room for your group: I lack a permission here. The hosts know of it.")
    return card(box(BLUE, [text(words)]))


def left_line_card(was_in: bool, tr: NullTranslations) -> Card:
    """Somebody waits no longer."""
    _ = tr.gettext
    words = _("You are out of the line. Come back whenever you like.") if was_in else _("You are not in line here.")
    return card(box(BLUE, [text(words)]), row(button(_("Join"), Join())))


def set_up_card(lobby: str, reports: str, voice: bool, tr: NullTranslations) -> Card:
    """The lobby is open. `lobby` and `reports` mention the channels."""
    _ = tr.gettext
    lines = [
        _("The lobby is open in {lobby}. I keep the panel there by myself.").format(lobby=lobby),
        _("Reports go to {reports}.").format(reports=reports),
    ]
    if voice:
        lines.append(_("Each group gets a voice room beside its thread."))
    lines.append(_("In a mixer's thread, /mixer close ends it."))
    return card(box(GREEN, [text("\n".join(lines))]))


def lacking_card(lacking: Mapping[str, Sequence[str]], tr: NullTranslations) -> Card:
    """Which permissions are missing where, by the channel's mention."""
    _ = tr.gettext
    items: list[Item] = [text(_("I cannot open mixers yet. Please give me these permissions, and run this again:"))]
    items += [text(f"{channel}: " + ", ".join(f"**{name}**" for name in names)) for channel, names in lacking.items()]
    return card(box(BLUE, items))


def block_card(person: int, tr: NullTranslations) -> Card:
    """Blocking by somebody about whom nothing is stored yet."""
    _ = tr.gettext
    words = _("I can keep you apart from {person} in mixers. For that I have to store this block under your id.")
    keep = button(_("Keep the block"), KeepBlock(person), primary=True)
    return card(box(BLUE, [text(words.format(person=f"<@{person}>"))]), row(keep))


def note_card(words: str) -> Card:
    """One or two sentences."""
    return card(box(BLUE, [text(words)]))


def _menu(topics: Sequence[Topic], waiting: Mapping[str | None, int], agrees: int, tr: NullTranslations) -> Row:
    options = [
        discord.SelectOption(
            label=cut(topic.title, SELECT_TEXT),
            value=topic.id,
            description=cut(_description(topic, waiting.get(topic.id, 0), tr), SELECT_TEXT),
        )
        for topic in topics
    ]
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=encode(JoinTopic(agrees)), placeholder=tr.gettext("Choose a topic"), options=options
    )
    return ui.ActionRow(menu)


def _description(topic: Topic, waiting: int, tr: NullTranslations) -> str:
    if not waiting:
        return topic.about
    return tr.ngettext("{n} waits", "{n} wait", waiting).format(n=waiting) + " · " + topic.about
