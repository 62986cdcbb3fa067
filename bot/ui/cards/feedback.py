"""The feedback card: the picture, what changed, the moment that says most, and the one thing to try next."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations

import discord
from discord import ui

from bot.domain.challenges import Outcome
from bot.domain.progress import new_signs, shifts
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.services.views import FeedbackView, MomentView
from bot.storage.tries import Try
from bot.ui.cards.parts import GREEN, Card, Item, beside, box, button, card, gap, line, plain, row, text, trait_names
from bot.ui.cards.picker import reason_text
from bot.ui.cards.scene import option_text
from bot.ui.cards.standing import shift_text
from bot.ui.routes.feedback import ANY, BackToFeedback, Explain, OverTime, ShowMoment
from bot.ui.routes.practice import Offer, ShowPicker

SAID_TEXT = 160
WHY_TEXT = 220
TRY_TEXT = 220
STANDING_PICTURE, COURSE_PICTURE = "standing.png", "over-time.png"


def feedback_card(view: FeedbackView, tr: NullTranslations, alt: str = "", taken: Sequence[Try] = ()) -> Card:
    """Where a player stands, in one look. The picture is `attachment://standing.png`, where there is one to draw.

    `taken` are the challenges that they took outside, the latest first.
    """
    _ = tr.gettext
    items: list[Item] = [text("### " + _("Where you stand"))]
    if not view.moments:
        items.append(text(_("There is nothing to look back on yet. A first conversation takes a few minutes.")))
        return card(box(GREEN, items), row(button(_("Show me what there is"), ShowPicker(), primary=True)))
    items += [picture(STANDING_PICTURE, alt), text(_change(view, tr))]
    if view.telling:
        items += [gap(), text(_telling(view.telling, tr))]
    if view.kudos:
        items += [gap(), text(_kudos(view.kudos, tr))]
    if words := _outside(taken, tr):
        items += [gap(), text(words)]
    if view.recommended:
        one = view.recommended
        head = "**{label}**".format(label=_("Next"))
        words = f"{head} {plain(one.scenario.title)}\n-# {reason_text(one, tr)}"
        items += [line(), beside(words, button(_("This one"), Offer(one.scenario.id), primary=True))]
    buttons = row(
        button(_("Moments"), ShowMoment(ANY, 0)),
        button(_("Over time"), OverTime()),
        button(_("How is this worked out?"), Explain()),
    )
    return card(box(GREEN, items), buttons)


def over_time_card(tr: NullTranslations, alt: str = "") -> Card:
    """Each trait's course; the picture is `attachment://over-time.png`."""
    _ = tr.gettext
    words = _("Each line is you against your own past. The band around it narrows as moments add up.")
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
            "It is about choices in these situations, not about who you are. You are compared only with your own past,"
            " and only you see it."
        ),
    ]
    items: list[Item] = [text("### " + _("How this is worked out")), text("\n".join(f"- {one}" for one in lines))]
    return card(box(GREEN, items), row(button(_("Back"), BackToFeedback())))


def picture(name: str, alt: str) -> Item:
    """A picture that is attached to the message, with the same in words for those who do not see it."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=alt or None))


def _change(view: FeedbackView, tr: NullTranslations) -> str:
    """What changed in two weeks; for somebody newer than that, how far the look has come."""
    _ = tr.gettext
    if view.earlier is None:
        seen = sum(1 for one in view.standings.values() if one.moments)
        if seen == len(view.standings):
            return _("**A first look.** All seven have shown; each grows clearer with every conversation.")
        return tr.ngettext(
            "**A first look.** {n} of the seven has shown already; the others come with time.",
            "**A first look.** {n} of the seven have shown already; the others come with time.",
            seen,
        ).format(n=seen)
    words = [shift_text(one, tr) for one in shifts(view.standings, view.earlier)]
    fresh = new_signs(view.standings, view.earlier)
    if fresh:
        words.append(_("a first sign of {traits}").format(traits=trait_names(fresh, tr).lower()))
    label = _("In two weeks")
    return f"**{label}** " + (" · ".join(words) if words else _("much as it was"))


def _telling(moment: MomentView, tr: NullTranslations) -> str:
    """The one moment that says most: what was said or done, and what it did."""
    _ = tr.gettext
    option = moment.decision.option
    said = _("silence") if moment.decision.silent else option_text(option, SAID_TEXT)
    label = _("Most telling · {trait}").format(trait=trait_name(moment.trait, tr))
    return f"**{label}** {said}\n{plain(option.why, WHY_TEXT)}\n-# {plain(moment.scenario.title)}"


def _outside(taken: Sequence[Try], tr: NullTranslations) -> str:
    """What was tried in real life, the latest in its words; nothing of what was let go."""
    _ = tr.gettext
    did = [one for one in taken if one.outcome is Outcome.DID]
    waiting = [one for one in taken if one.outcome is None]
    if not did and not waiting:
        return ""
    counts = [
        tr.ngettext("{n} tried", "{n} tried", len(did)).format(n=len(did)) if did else "",
        tr.ngettext("{n} still to come", "{n} still to come", len(waiting)).format(n=len(waiting)) if waiting else "",
    ]
    label, latest = _("Out there"), plain((did or waiting)[0].words, TRY_TEXT)
    return f"**{label}** {' · '.join(one for one in counts if one)}\n{latest}"


def _kudos(kudos: Mapping[Trait, int], tr: NullTranslations) -> str:
    """What others saw, the most often seen first."""
    named = sorted(kudos.items(), key=lambda one: -one[1])
    seen = tr.gettext(", ").join(f"{trait_name(trait, tr).lower()} ×{count}" for trait, count in named)
    label = tr.gettext("Kudos")
    return f"**{label}** " + tr.gettext("Others saw {traits} in you").format(traits=seen)
