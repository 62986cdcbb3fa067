"""The pictures of the feedback: what they hold, the same in words, and the drawing, which is done beside the loop."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from gettext import NullTranslations

from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.render.course import Chart, Mark, Track, draw_chart
from bot.render.radar import Axis, Band, Radar, draw_radar
from bot.services.views import CoursePoint, FeedbackView, OverTimeView
from bot.ui.cards.feedback import COURSE_PICTURE, STANDING_PICTURE
from bot.ui.cards.parts import cut
from bot.ui.cards.standing import estimate_text, moments_text, note_text
from bot.ui.replies import Attachment

ALT_TEXT = 1_024  # Discord's limit
SPREAD_OUT = timedelta(days=1)  # of history, from which on the width stands for time

Share = Callable[[datetime], float]


async def standing_picture(view: FeedbackView, tr: NullTranslations) -> Attachment:
    """Where the traits stand, as a wheel. Pillow needs about 50 ms, which a thread spends."""
    data = await asyncio.to_thread(draw_radar, radar_of(view, tr))
    return Attachment(STANDING_PICTURE, data, standing_alt(view, tr))


async def course_picture(view: OverTimeView, tr: NullTranslations, checkins: Sequence[datetime] = ()) -> Attachment:
    """Each trait's course; `checkins` is when the player looked at themselves."""
    data = await asyncio.to_thread(draw_chart, chart_of(view, tr, checkins))
    return Attachment(COURSE_PICTURE, data, course_alt(view, tr))


def radar_of(view: FeedbackView, tr: NullTranslations) -> Radar:
    """What the wheel shows."""
    _ = tr.gettext
    axes = [
        _axis(trait, one, view.earlier[trait] if view.earlier else None, tr) for trait, one in view.standings.items()
    ]
    return Radar(tuple(axes), now=_("now"), then=_("two weeks ago"), seed=_("a moment; five make a first sign"))


def standing_alt(view: FeedbackView, tr: NullTranslations) -> str:
    """The wheel in words."""
    _ = tr.gettext
    parts: list[str] = []
    for trait, one in view.standings.items():
        words = f"{trait_name(trait, tr)}: {estimate_text(one, tr)}, {moments_text(one.moments, tr)}"
        earlier = _known(view.earlier[trait]) if view.earlier else None
        if earlier and _known(one):
            words += ", " + _("two weeks ago {score}").format(score=round(earlier.score))
        parts.append(words + ".")
    return cut(" ".join(parts), ALT_TEXT)


def chart_of(view: OverTimeView, tr: NullTranslations, checkins: Sequence[datetime] = ()) -> Chart:
    """What the picture over time shows: from the first moment to now."""
    _ = tr.gettext
    ats = sorted({one.at for course in view.courses.values() for one in course})
    share = share_of(ats, view.now)
    return Chart(
        tracks=tuple(_track(trait, course, share, tr) for trait, course in view.courses.items()),
        runs=tuple(share(at) for at in view.runs),
        checkins=tuple(share(at) for at in checkins),
        first=f"{min([*ats, view.now]):%Y-%m-%d}",
        last=_("today"),
        run=_("a conversation"),
        checkin=_("a check-in"),
    )


def share_of(ats: Sequence[datetime], now: datetime) -> Share:
    """Where an instant stands between the first of these ascending ones and now, 0..1; what came before is at 0.

    Where all of it is younger than a day, moments stand one after the other, as far apart from each other.
    """
    if ats and now - ats[0] >= SPREAD_OUT:
        return lambda at: max(0.0, (at - ats[0]) / (now - ats[0]))
    return lambda at: (bisect_right(ats, at) + 0.5) / (len(ats) + 2)


def course_alt(view: OverTimeView, tr: NullTranslations) -> str:
    """The courses in words: where each began to be known, and where it stands."""
    _ = tr.gettext
    parts: list[str] = []
    for trait, course in view.courses.items():
        known = [one.estimate for one in course if _known(one.estimate)]
        name = trait_name(trait, tr)
        if known:
            words = _("{trait}: from {first} to {last}, likely {low} to {high}.").format(
                trait=name,
                first=round(known[0].score),
                last=round(known[-1].score),
                low=round(known[-1].low),
                high=round(known[-1].high),
            )
        else:
            words = f"{name}: " + _("too early to say") + "."
        parts.append(words)
    return cut(" ".join(parts), ALT_TEXT)


def _known(estimate: Estimate) -> Estimate | None:
    return None if estimate.certainty is Certainty.TOO_EARLY else estimate


def _band(estimate: Estimate | None) -> Band | None:
    return Band(estimate.low, estimate.score, estimate.high) if estimate and _known(estimate) else None


def _axis(trait: Trait, estimate: Estimate, earlier: Estimate | None, tr: NullTranslations) -> Axis:
    return Axis(
        name=trait_name(trait, tr),
        note=note_text(estimate, tr),
        band=_band(estimate),
        earlier=_band(earlier),
        seeds=min(estimate.moments, Certainty.EARLY_SIGN.value - 1),
        faint=estimate.certainty is Certainty.EARLY_SIGN,
    )


def _track(trait: Trait, course: Sequence[CoursePoint], share: Share, tr: NullTranslations) -> Track:
    marks = [
        Mark(
            share(one.at),
            Band(one.estimate.low, one.estimate.score, one.estimate.high),
            one.estimate.certainty is Certainty.TOO_EARLY,
        )
        for one in course
    ]
    note = note_text(course[-1].estimate, tr) if course else tr.gettext("still to come")
    return Track(trait_name(trait, tr), note, tuple(marks))
