"""The debrief: how it ended, two moments that worked, one worth another go, and each trait against one's own past."""

from collections.abc import Callable
from functools import partial
from gettext import NullTranslations

from bot.domain.debrief import BAR_MOMENTS, Regret, Strength, Trade
from bot.naming import trait_name
from bot.services.views import LookBack, RunView
from bot.ui.cards.parts import (
    AMBER,
    GREEN,
    MESSAGE_TEXT,
    Card,
    Item,
    bar,
    box,
    button,
    card,
    gap,
    line,
    plain,
    row,
    text,
)
from bot.ui.cards.scene import news_text, option_text, quote_text
from bot.ui.cards.telling import again_label, better_text, shown_text
from bot.ui.routes.challenges import TakeOutside
from bot.ui.routes.feedback import ShowFeedback
from bot.ui.routes.practice import Again, Rehearse, ShowPicker

MOMENT_TEXT = 220  # what a moment has at least, however much was said at the end
MUCH, SOME = 0.15, 0.05  # differences of a mean of 0..1 that are worth a word

Moment = Callable[[int], str]  # a moment in words, within so many characters


def debrief_card(view: RunView, tr: NullTranslations) -> Card:
    """A run that is over (`view.look_back` is set)."""
    _ = tr.gettext
    assert view.look_back is not None
    scenario = view.run.scenario
    title = f"-# {plain(scenario.title)}"
    if view.rehearsal:
        title = f"{title} · " + _("rehearsal, for practice only")
    ending = plain(scenario.endings.get(view.run.ending or "", ""))
    bars = _bars(view.look_back, tr)
    said, moments = _story(view, tr, MESSAGE_TEXT - len(title) - len(ending) - 4 - len(bars))
    scene: list[Item] = [text(words) for words in (title, *said)]
    if ending:
        scene += [line(), text(f"**{ending}**")]
    looking_back: list[Item] = []
    for words in moments:
        looking_back += [gap(), text(words)] if looking_back else [text(words)]
    if bars:
        looking_back += [line(), text(bars)]
    retry = _retry(view)
    again = [button(_("Try that moment again"), retry, primary=True)] if retry else []
    buttons = row(
        *again,
        button(_("Play again"), Again(scenario.id), primary=not again),
        button(_("Take it outside"), _outside(view)),
        button(_("Something else"), ShowPicker()),
        button(_("My feedback"), ShowFeedback()),
    )
    return card(box(AMBER, scene), box(GREEN, looking_back), buttons)


def _outside(view: RunView) -> TakeOutside:
    """Something to try in real life, for the trait that this run says most about."""
    assert view.look_back is not None
    looked = view.look_back.debrief
    missed = looked.regret.trait if looked.regret else looked.trade.gains if looked.trade else None
    told = [missed] if missed else [one.trait for one in looked.strengths]
    return TakeOutside((told or view.run.scenario.practises)[0].value, 0)


def _retry(view: RunView) -> Rehearse | None:
    """Where to rehearse from: the moment worth another go, else where a rehearsal began, else nowhere."""
    assert view.look_back is not None
    again = view.look_back.debrief.regret or view.look_back.debrief.trade
    if again is None:
        return Rehearse(view.fork.run, view.fork.seq) if view.fork else None
    return Rehearse(view.id, next(seq for seq, one in enumerate(view.run.decisions) if one is again.decision))


def _story(view: RunView, tr: NullTranslations, room: int) -> tuple[list[str], list[str]]:
    """What was said at the end, and the moments, sharing `room`: the end first, and the quote before it last."""
    assert view.look_back is not None
    moments = _moments(view.look_back, tr)
    told = [moment(MESSAGE_TEXT) for moment in moments]
    wanted = sum(map(len, told))
    news = news_text(view, tr, room - min(wanted, MOMENT_TEXT * len(moments)))
    room -= len(news)
    if wanted > room:
        told = [moment(room // len(moments)) for moment in moments]
    quote = quote_text(view, tr, room - sum(map(len, told)))
    return [words for words in (quote, news) if words], told


def _moments(look_back: LookBack, tr: NullTranslations) -> list[Moment]:
    _ = tr.gettext
    moments: list[Moment] = [partial(_strength, one, tr) for one in look_back.debrief.strengths]
    again = look_back.debrief.regret or look_back.debrief.trade
    if again:
        return [*moments, partial(_again, again, tr)]
    return [*moments, lambda _room: _("Nothing to put right here: no other answer would have given more.")]


def _bars(look_back: LookBack, tr: NullTranslations) -> str:
    _ = tr.gettext
    bars = [
        f"{bar(shown)} {trait_name(trait, tr)} {_compared(shown, look_back.earlier.get(trait), tr)}".rstrip()
        for trait, shown in look_back.debrief.shown.items()
        if look_back.debrief.moments[trait] >= BAR_MOMENTS
    ]
    if bars:
        legend = _("How far you went where you had the choice.")
        if look_back.earlier:
            legend = _("How far you went where you had the choice, and beside it your earlier conversations.")
        bars.append(f"-# {legend}")
    return "\n".join(bars)


def _strength(one: Strength, tr: NullTranslations, room: int) -> str:
    option = one.decision.option
    label = tr.gettext("Worked · {trait}").format(trait=shown_text(option, one.trait, tr))
    said = f"**{label}** {option_text(option, room // 3)}"
    return f"{said}\n{plain(option.why, room - len(said) - 1)}".rstrip()


def _again(again: Regret | Trade, tr: NullTranslations, room: int) -> str:
    taken = again.decision.option
    given = tr.gettext("silence") if again.decision.silent else option_text(taken, room // 4)
    said = f"**{again_label(again, tr)}** {given}"
    better = better_text(again, tr, room // 4)
    why = plain(taken.why, room - len(said) - len(better) - 2)
    return "\n".join(one for one in (said, why, better) if one)


def _compared(shown: float, earlier: float | None, tr: NullTranslations) -> str:
    """This run against one's own earlier ones, in a word or two; nothing where there were none."""
    _ = tr.gettext
    if earlier is None:
        return ""
    change = shown - earlier
    if abs(change) < SOME:
        return _("as before")
    if abs(change) < MUCH:
        return _("a little up") if change > 0 else _("a little lower")
    return _("up") if change > 0 else _("lower")
