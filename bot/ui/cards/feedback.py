"""The feedback card: the picture, what changed, the moment that says most, and the one thing to try next."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

import discord
from discord import ui

from bot.domain.challenges import Outcome
from bot.domain.progress import new_signs, shifts
from bot.domain.talk import Talk
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.services.views import FeedbackView
from bot.storage.tries import Try
from bot.ui.cards.checkins import dip_text
from bot.ui.cards.closer import closer_menu
from bot.ui.cards.parts import (
    GREEN,
    Card,
    Item,
    Row,
    beside,
    box,
    button,
    card,
    gap,
    line,
    plain,
    row,
    sentences,
    text,
    trait_names,
)
from bot.ui.cards.picker import reason_text
from bot.ui.cards.standing import shift_text
from bot.ui.cards.telling import telling_text
from bot.ui.routes.challenges import ShowTried
from bot.ui.routes.feedback import ANY, BackToFeedback, Explain, OverTime, ShowMoment
from bot.ui.routes.practice import Offer, ShowPicker

SHOWN = 3  # traits that a first look names
TRY_TEXT, NOTE_TEXT = 220, 160
STANDING_PICTURE, COURSE_PICTURE = "standing.png", "over-time.png"


def feedback_card(view: FeedbackView, tr: NullTranslations, alt: str = "", taken: Sequence[Try] = ()) -> Card:
    """Where a player stands, in one look. The picture is `attachment://standing.png`, where there is one to draw.

    `taken` are the challenges that they took outside, the latest first.
    """
    _ = tr.gettext
    items: list[Item] = [text("### " + _("Where you stand"))]
    outside = _outside(taken, tr)
    if not view.anything and not outside:
        items.append(text(_("There is nothing to look back on yet. A first conversation takes a few minutes.")))
        return card(box(GREEN, items), row(button(_("Show me what there is"), ShowPicker(), primary=True)))
    items += [picture(STANDING_PICTURE, alt), text(_change(view, tr))] if view.moments else [text(_no_wheel(tr))]
    if view.telling:
        items += [gap(), text(telling_text(view.telling, tr))]
    for words in (_dip(view, tr), _kudos(view.kudos, tr), _talk(view.talk, tr)):
        items += [gap(), text(words)] if words else []
    items += [gap(), outside] if outside else []
    if view.recommended:
        one = view.recommended
        head = "**{label}**".format(label=_("Next"))
        words = f"{head} {plain(one.scenario.title)}\n-# {reason_text(one, tr)}"
        items += [line(), beside(words, button(_("This one"), Offer(one.scenario.id), primary=True))]
    rows = [closer_menu(None, tr)] if view.moments else []
    return card(box(GREEN, items), *rows, _buttons(view, tr))


def _buttons(view: FeedbackView, tr: NullTranslations) -> Row:
    _ = tr.gettext
    buttons = [button(_("Moments"), ShowMoment(ANY, 0))] if view.moments else []
    if view.moments or view.looked:
        buttons.append(button(_("Over time"), OverTime()))
    return row(*buttons, button(_("How is this worked out?"), Explain()))


def over_time_card(tr: NullTranslations, alt: str = "") -> Card:
    """Each trait's course; the picture is `attachment://over-time.png`."""
    _ = tr.gettext
    words = _(
        "Each line is you against your own past, and each dot a moment from before there was a line. "
        "The band narrows as they add up."
    )
    items: list[Item] = [
        text("### " + _("Over time")),
        picture(COURSE_PICTURE, alt),
        text(f"-# {words}"),
    ]
    return card(box(GREEN, items), row(button(_("Back"), BackToFeedback()), button(_("Moments"), ShowMoment(ANY, 0))))


def explained_card(tr: NullTranslations) -> Card:
    """How the feedback is worked out, in plain words."""
    _ = tr.gettext
    lines = [
        _(
            "Each answer on offer shows more or less of some traits. What counts is what you chose among those that you"
            " could see, and how much hung on it."
        ),
        _(
            "Only the first time you meet a moment counts. Playing again, rehearsing and looking at what else would"
            " have happened are practice: they never change anything here."
        ),
        _("Newer moments weigh more: forty moments later, one weighs half."),
        _(
            "The band is where you likely stand, in four cases of five. Under five moments I say nothing, from five I"
            " call it an early sign, from thirty I give the number too."
        ),
        _(
            "What one may say trades one trait off against another, so nobody comes near a hundred in all seven. A good"
            " way through shows each of them often."
        ),
        _(
            "It is about choices in these situations, not about who you are. You are compared only with your own past,"
            " and only you see it."
        ),
    ]
    items: list[Item] = [text("### " + _("How this is worked out")), text("\n".join(f"- {one}" for one in lines))]
    return card(box(GREEN, items), row(button(_("Back"), BackToFeedback())))


def picture(name: str, alt: str) -> Item:
    """A picture that is attached to the message, with the same in words for those who do not see it."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=alt or None))


def _no_wheel(tr: NullTranslations) -> str:
    return tr.gettext("There is no conversation of yours to look back on yet, so the seven are still to come.")


def _change(view: FeedbackView, tr: NullTranslations) -> str:
    """What changed in two weeks; for somebody newer than that, what has shown so far."""
    _ = tr.gettext
    if view.earlier is None:
        return _first_look(view, tr)
    label = "**{label}** ".format(label=_("In two weeks"))
    if all(one.moments == view.earlier[trait].moments for trait, one in view.standings.items()):
        if view.practised:
            return label + _("nothing new to go by: what you play again is practice, and changes nothing here")
        return label + _("nothing new to go by. That is fine: nothing here fades by waiting")
    words = [shift_text(one, tr) for one in shifts(view.standings, view.earlier)]
    fresh = new_signs(view.standings, view.earlier)
    if fresh:
        words.append(_("a first sign of {traits}").format(traits=trait_names(fresh, tr).lower()))
    return label + (" · ".join(words) if words else _("much as it was"))


def _first_look(view: FeedbackView, tr: NullTranslations) -> str:
    """What was seen comes before what was not."""
    _ = tr.gettext
    seen = sum(1 for one in view.standings.values() if one.moments)
    if seen == len(view.standings):
        rest = _("All seven have come up; each grows clearer with every conversation.")
    else:
        rest = tr.ngettext(
            "{n} of the seven has come up already; the others come with time.",
            "{n} of the seven have come up already; the others come with time.",
            seen,
        ).format(n=seen)
    parts = ["**{label}**".format(label=_("A first look."))]
    if view.shown:
        parts.append(_("What you showed: {traits}.").format(traits=trait_names(view.shown[:SHOWN], tr).lower()))
    return sentences((*parts, rest), tr)


def _dip(view: FeedbackView, tr: NullTranslations) -> str:
    label = tr.gettext("Last check-in")
    return f"**{label}** {dip_text(tr)}" if view.dipped else ""


def _outside(taken: Sequence[Try], tr: NullTranslations) -> Item | None:
    """What was tried in real life, the latest in its words with one's own line; nothing of what was let go."""
    _ = tr.gettext
    did = [one for one in taken if one.outcome is Outcome.DID]
    waiting = [one for one in taken if one.outcome is None]
    if not did and not waiting:
        return None
    counts = [
        tr.ngettext("{n} tried", "{n} tried", len(did)).format(n=len(did)) if did else "",
        tr.ngettext("{n} still to come", "{n} still to come", len(waiting)).format(n=len(waiting)) if waiting else "",
    ]
    label, latest = _("Out there"), (did or waiting)[0]
    words = f"**{label}** {' · '.join(one for one in counts if one)}\n{plain(latest.words, TRY_TEXT)}"
    if latest.note:
        words += f"\n-# “{plain(' '.join(latest.note.split()), NOTE_TEXT)}”"
    return beside(words, button(_("Look again"), ShowTried(0))) if did else text(words)


def _kudos(kudos: Mapping[Trait, int], tr: NullTranslations) -> str:
    """What others saw, the most often seen first."""
    if not kudos:
        return ""
    named = sorted(kudos.items(), key=lambda one: -one[1])
    seen = tr.gettext(", ").join(f"{trait_name(trait, tr).lower()} ×{count}" for trait, count in named)
    label = tr.gettext("Kudos")
    return f"**{label}** " + tr.gettext("Others saw {traits} in you").format(traits=seen)


def _talk(talk: Talk | None, tr: NullTranslations) -> str:
    """One's own part of the talk, beside one's own earlier ones alone."""
    if talk is None:
        return ""
    _ = tr.gettext
    words = _("In your last mixer: {share}").format(share=_share(talk.share, tr))
    if talk.change is not None:
        than = {
            0: _("as in those before"),
            1: _("more than in those before"),
            -1: _("less than in those before"),
        }[(talk.change > 0) - (talk.change < 0)]
        words += f" · {than}"
    label = _("Your part")
    return f"**{label}** {words}"


def _share(share: float, tr: NullTranslations) -> str:
    _ = tr.gettext
    steps = (
        (0.07, _("a word here and there")),
        (0.15, _("about a tenth of the talk")),
        (0.225, _("about a fifth of the talk")),
        (0.29, _("about a quarter of the talk")),
        (0.41, _("about a third of the talk")),
        (0.56, _("about half of the talk")),
    )
    return next((words for below, words in steps if share < below), _("most of the talk"))
