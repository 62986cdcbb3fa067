"""The pictures of the feedback: what they hold, the same in words, and the drawing, which is done beside the loop."""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from gettext import NullTranslations

from bot.domain.scoring import Certainty, Estimate
from bot.domain.traits import Trait
from bot.naming import trait_name
from bot.render.course import Chart, ChartWords, Look, Mark, Track, draw_chart
from bot.render.radar import Axis, Band, Radar, draw_radar
from bot.services.views import CoursePoint, FeedbackView, OverTimeView
from bot.ui.cards.feedback import COURSE_PICTURE, STANDING_PICTURE
from bot.ui.cards.parts import cut, sentences
from bot.ui.cards.standing import estimate_text, moments_text, note_text, short_text
from bot.ui.replies import Attachment

ALT_TEXT = 1_024  # Discord's limit
SPREAD_OUT = timedelta(days=1)  # of history, from which on the width stands for time

Share = Callable[[datetime], float]


async def standing_picture(view: FeedbackView, tr: NullTranslations) -> Attachment:
    """Where the traits stand, as a wheel. Pillow needs about 50 ms, which a thread spends."""
    data = await asyncio.to_thread(draw_radar, radar_of(view, tr))
    return Attachment(STANDING_PICTURE, data, standing_alt(view, tr))


async def course_picture(view: OverTimeView, tr: NullTranslations) -> Attachment:
    """Each trait's course, and the check-ins beside it."""
    data = await asyncio.to_thread(draw_chart, chart_of(view, tr))
    return Attachment(COURSE_PICTURE, data, course_alt(view, tr))


def radar_of(view: FeedbackView, tr: NullTranslations) -> Radar:
    """What the wheel shows."""
    _ = tr.gettext
    axes = [
        _axis(trait, one, view.earlier[trait] if view.earlier else None, tr) for trait, one in view.standings.items()
    ]
    return Radar(
        axes=tuple(axes),
        now=_("now"),
        early=_("an early sign"),
        then=_("two weeks ago"),
        seed=_("a moment; five make a first sign"),
        outward=_("further out: more often"),
    )


def standing_alt(view: FeedbackView, tr: NullTranslations) -> str:
    """The wheel in words."""
    _ = tr.gettext
    parts: list[str] = []
    for trait, one in view.standings.items():
        said = {
            "trait": trait_name(trait, tr),
            "standing": estimate_text(one, tr),
            "moments": moments_text(one.moments, tr),
        }
        earlier = _known(view.earlier[trait]) if view.earlier else None
        if earlier and _known(one):
            then = short_text(earlier, tr)
            parts.append(_("{trait}: {standing}, {moments}; two weeks ago {then}.").format(**said, then=then))
        else:
            parts.append(_("{trait}: {standing}, {moments}.").format(**said))
    return cut(sentences(parts, tr), ALT_TEXT)


def chart_of(view: OverTimeView, tr: NullTranslations) -> Chart:
    """What the picture over time shows: from the first moment or check-in to now. No tracks without moments."""
    _ = tr.gettext
    ats = sorted({one.at for course in view.courses.values() for one in course} | {one.at for one in view.checkins})
    share = share_of(ats, view.now)
    return Chart(
        tracks=tuple(_track(trait, course, share, tr) for trait, course in view.courses.items())
        if view.has_moments
        else (),
        runs=tuple(share(at) for at in view.runs),
        looks=tuple(
            Look(share(one.at), _of_hundred(one.answers.inside), _of_hundred(one.answers.outside))
            for one in view.checkins
        ),
        words=ChartWords(
            first=f"{min([*ats, view.now]):%Y-%m-%d}",
            last=_("today"),
            run=_("a conversation"),
            looks=_("Your check-ins"),
            inside=_("from the inside"),
            outside=_("through the looking-glass"),
        ),
    )


def share_of(ats: Sequence[datetime], now: datetime) -> Share:
    """Where an instant stands between the first of these ascending ones and now, 0..1; what came before is at 0.

    Where all of it is younger than a day, moments stand one after the other, as far apart from each other.
    """
    if ats and now - ats[0] >= SPREAD_OUT:
        return lambda at: max(0.0, (at - ats[0]) / (now - ats[0]))
    return lambda at: (bisect_right(ats, at) + 0.5) / (len(ats) + 2)


def course_alt(view: OverTimeView, tr: NullTranslations) -> str:
    """The same in words: where each trait began to be known and where it stands, conversations and check-ins."""
    _ = tr.gettext
    parts = [_course_text(trait, course, tr) for trait, course in view.courses.items()] if view.has_moments else []
    if view.runs:
        runs = tr.ngettext("{n} conversation is marked.", "{n} conversations are marked.", len(view.runs))
        parts.append(runs.format(n=len(view.runs)))
    if view.checkins:
        first, last = view.checkins[0].answers, view.checkins[-1].answers
        words = tr.ngettext(
            "{n} check-in, from 1 (hard) to 5 (easy): {last_inside} from the inside, {last_outside} through the"
            " looking-glass.",
            "{n} check-ins, from 1 (hard) to 5 (easy): from the inside {first_inside}, then {last_inside}; through the"
            " looking-glass {first_outside}, then {last_outside}.",
            len(view.checkins),
        )
        parts.append(
            words.format(
                n=len(view.checkins),
                first_inside=f"{first.inside:g}",
                last_inside=f"{last.inside:g}",
                first_outside=f"{first.outside:g}",
                last_outside=f"{last.outside:g}",
            )
        )
    return cut(sentences(parts, tr), ALT_TEXT)


def _course_text(trait: Trait, course: Sequence[CoursePoint], tr: NullTranslations) -> str:
    _ = tr.gettext
    known = [one.estimate for one in course if _known(one.estimate)]
    moments = course[-1].estimate.moments if course else 0
    said = {"trait": trait_name(trait, tr), "moments": moments_text(moments, tr)}
    if not known:
        return _("{trait}: {standing}, {moments}.").format(**said, standing=_("too early to say"))
    first, standing = short_text(known[0], tr), estimate_text(known[-1], tr)
    if first == short_text(known[-1], tr):
        return _("{trait}: {standing}, {moments}.").format(**said, standing=standing)
    return _("{trait}: first {first}, now {standing}, {moments}.").format(**said, first=first, standing=standing)


def _of_hundred(answer: float) -> float:
    """An answer of 1..5 as 0..100."""
    return (answer - 1) * 25


def _known(estimate: Estimate) -> Estimate | None:
    return None if estimate.certainty is Certainty.TOO_EARLY else estimate


def _band(estimate: Estimate | None) -> Band | None:
    return Band(estimate.low, estimate.score, estimate.high) if estimate and _known(estimate) else None


def _axis(trait: Trait, estimate: Estimate, earlier: Estimate | None, tr: NullTranslations) -> Axis:
    return Axis(
        name=trait_name(trait, tr),
        note=short_text(estimate, tr) if _known(estimate) else note_text(estimate, tr),
        count=moments_text(estimate.moments, tr) if _known(estimate) else "",
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
