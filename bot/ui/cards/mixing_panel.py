"""The panel of a lobby, which everybody sees."""

from gettext import NullTranslations

from bot.services.mixing.views import PanelView, Upcoming
from bot.ui.cards.mixing_schedule import event_url, upcoming_text
from bot.ui.cards.parts import BLUE, Card, Item, box, button, card, line, plain, row, text
from bot.ui.routes.mixing import Join, LeaveLine

LISTED = 12  # topics by name; the menu has them all
UPCOMING = 3


def panel_card(view: PanelView, tr: NullTranslations) -> Card:
    """What a server's lobby shows."""
    _ = tr.gettext
    if not view.open:
        words = _("Mixers are closed here for now. Somebody who runs this server can open them with /mixer setup.")
        return card(box(BLUE, [text("### " + _("Mixers")), text(words)]))
    about = _(
        "Meet three others in a room of your own and talk for about twenty minutes: a topic, a few prompts, "
        "and a good word for each other at the end."
    )
    items: list[Item] = [text("### " + _("Mixers")), text(about), line(), text(_topics(view, tr))]
    if view.meeting:
        meeting = tr.ngettext("{n} person is in a mixer now.", "{n} people are in mixers now.", view.meeting)
        items.append(text("-# " + meeting.format(n=view.meeting)))
    if view.upcoming:
        planned = [_upcoming(one, tr) for one in view.upcoming[:UPCOMING]]
        items += [line(), text("\n".join(["-# " + _("At a set hour, for whoever says yes:"), *planned]))]
    return card(
        box(BLUE, items), row(button(_("Join"), Join(), primary=True), button(_("Leave the line"), LeaveLine()))
    )


def _topics(view: PanelView, tr: NullTranslations) -> str:
    shown = sorted(view.topics, key=lambda topic: -view.waiting.get(topic.id, 0))[:LISTED]
    lines = [_counted(plain(topic.title), view.waiting.get(topic.id, 0), tr) for topic in shown]
    lines.append(_counted(tr.gettext("Surprise me"), view.waiting.get(None, 0), tr))
    return "\n".join(lines)


def _counted(title: str, waiting: int, tr: NullTranslations) -> str:
    if not waiting:
        return title
    wait = tr.ngettext("{n} waits", "{n} wait", waiting).format(n=waiting)
    return f"{title} · **{wait}**"


def _upcoming(one: Upcoming, tr: NullTranslations) -> str:
    words, url, yes = upcoming_text(one, tr), event_url(one), tr.gettext("say yes")
    return f"{words} · [{yes}]({url})" if url else words
