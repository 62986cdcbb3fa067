"""Cards are pure functions of what they show; whatever a scenario holds, Discord takes them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from discord.utils import escape_markdown
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord import HttpLogEntry

from bot.domain import limits
from bot.domain.debrief import debrief
from bot.domain.engine import Run, choose, lapse, start
from bot.domain.example import example
from bot.domain.recommend import Reason, Recommendation
from bot.domain.scenario import Beat, End, Line, Narration, Option, Scenario
from bot.domain.scoring import estimate
from bot.domain.traits import Trait
from bot.i18n import translations
from bot.services.reminders import ReminderView
from bot.services.views import (
    BriefView,
    FeedbackView,
    LookBack,
    OpenRun,
    PickerView,
    PreferencesView,
    RunView,
)
from bot.storage.reminders import Reminder, Stopped
from bot.ui.cards.brief import brief_card
from bot.ui.cards.feedback import feedback_card
from bot.ui.cards.guidance import example_card
from bot.ui.cards.moments import moment_card
from bot.ui.cards.notices import declined_card, waiting_card
from bot.ui.cards.parts import Card, cut, plain
from bot.ui.cards.picker import picker_card
from bot.ui.cards.settings import SettingsView, settings_card
from bot.ui.cards.whereabouts import where_card
from bot.ui.conversation import run_card
from tests.support.discord_api import problems
from tests.support.scripts import choice, option, scenario
from tests.support.world import BUTTON, TEXT, walk
from tests.ui.test_practice import shipped

EN = translations()
DUE = datetime(2026, 1, 1, tzinfo=UTC)
LONGEST_ID = 2**63 - 1


def _sent(card: Card) -> list[dict[str, Any]]:
    """The card's components from top to bottom, after Discord's rules were held against them."""
    components = cast(list[dict[str, Any]], card.to_components())
    body = {"components": components, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    assert problems([HttpLogEntry("POST", "/channels/1/messages", {}, body, None)]) == []
    return list(walk(components))


def _text(card: Card) -> str:
    return "\n".join(c["content"] for c in _sent(card) if c["type"] == TEXT)


def _view(run: Run, *, due: datetime | None = DUE, put_aside: bool = False, earlier: float | None = 0.5) -> RunView:
    """What the service would hand out, with the longest numbers there are."""
    looked = debrief(run)
    before: Mapping[Trait, float] = {} if earlier is None else dict.fromkeys(looked.shown, earlier)
    return RunView(
        id=LONGEST_ID,
        run=run,
        typical=9,
        due=None if run.over else due,
        put_aside=put_aside,
        place=None,
        look_back=LookBack(looked, before) if run.over else None,
    )


def _shown_options(card: Card) -> list[str]:
    ids = [c.get("custom_id", "") for c in _sent(card) if c["type"] == BUTTON]
    return [one.split(":")[4] for one in ids if one.startswith("r1:choose:")]


@st.composite
def _walks(draw: st.DrawFn) -> Run:
    """A run of a shipped scenario, left somewhere on the way or played to its end."""
    run = start(draw(st.sampled_from(shipped())), draw(st.integers(0, LONGEST_ID)))
    for number in draw(st.lists(st.integers(0, 5), max_size=25)):
        if run.choice is None:
            break
        silent = number == 5 and run.choice.otherwise is not None
        run = lapse(run) if silent else choose(run, run.options[number % len(run.options)].id)
    return run


@given(_walks(), st.booleans(), st.booleans(), st.none() | st.floats(0, 1))
@settings(max_examples=150, deadline=None)
def test_every_reachable_card(run: Run, timed: bool, put_aside: bool, earlier: float | None) -> None:
    """Every card of every shipped scenario fits Discord's limits, and shows the options that can be taken, in order."""
    card = run_card(_view(run, due=DUE if timed else None, put_aside=put_aside, earlier=earlier), EN)
    assert _shown_options(card) == ([] if put_aside else [one.id for one in run.options])
    words = _text(card)
    for entry in run.news:
        assert escape_markdown(entry.text) in words
    if run.over:
        assert escape_markdown(run.scenario.endings[run.ending or ""]) in words
    elif not put_aside:
        assert all(escape_markdown(one.text) in words for one in run.options)


# A scenario at every limit of bot/domain/limits.py, in several scripts.

STUFF = {
    "words": "many words ",
    "markdown": "*_~|`>#[a](b)\\",
    "asterisks": "*",
    "one word": "x",
    "chinese": "话",
    "emoji": "👋",
}


def _filled(stuff: str, length: int) -> str:
    return (stuff * length)[:length].strip().ljust(length, "!")


def _option(stuff: str, number: int) -> Option:
    """One of five options; the first is the best on every trait."""
    made = option(
        f"{number}{'o' * (limits.ID_TEXT - 1)}",
        text=_filled(stuff, limits.OPTION_TEXT),
        shows=dict.fromkeys(Trait, limits.POINTS - number),
    )
    return replace(made, spoken=number % 2 == 0, why=_filled(stuff, limits.WHY_TEXT))


def _at_every_limit(stuff: str, *, news: int = limits.CARD_TEXT, lines: int = 1) -> Scenario:
    """A scenario whose texts are all as long as they may be; what is read at once is `lines` lines of one speaker."""
    name = _filled(stuff, limits.NAME_TEXT)
    room = (news - limits.OPTION_TEXT) // lines - len(name) - 6
    said: list[Beat] = [Line("ann", _filled(stuff, room)) for _ in range(lines)]
    options = [_option(stuff, number) for number in range(limits.OPTIONS_SHOWN)]
    made = [choice(f"s/{number}", *options, within=600, otherwise=options[-1].id) for number in range(1, 5)]
    asked = [replace(one, prompt=_filled(stuff, limits.OPTION_TEXT)) for one in made]
    beats = [beat for one in asked for beat in (*said, one)]
    whole = scenario({"s": [*beats, *said, End("well")]}, practises=tuple(Trait), endings=("well",))
    return replace(
        whole,
        id="s" * limits.ID_TEXT,
        title=_filled(stuff, limits.TITLE_TEXT),
        about=_filled(stuff, limits.ABOUT_TEXT),
        tip=_filled(stuff, limits.TIP_TEXT),
        cast={"ann": name, **{f"c{n}": name for n in range(60)}},
        endings={"well": _filled(stuff, limits.ENDING_TEXT)},
    )


def _end(run: Run, *, last: bool = True) -> Run:
    """Played to the end, with the last option each time (the worst), or with the first."""
    while run.choice:
        by_id = sorted(one.id for one in run.options)
        run = choose(run, by_id[-1] if last else by_id[0])
    return run


@pytest.mark.parametrize("lines", [1, 3, 15])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_scene(stuff: str, lines: int) -> None:
    """The longest scene card fits, and no option on it is shortened: people read what they choose."""
    first = start(_at_every_limit(stuff, lines=lines), 1)
    for run in (first, choose(first, first.options[0].id)):
        card = run_card(_view(run), EN)
        assert sorted(_shown_options(card)) == sorted(one.id for one in run.options)
        assert _text(card).count(escape_markdown(run.options[0].text)) >= limits.OPTIONS_SHOWN


@pytest.mark.parametrize("last", [True, False], ids=["worst", "best"])
@pytest.mark.parametrize("lines", [1, 3, 15])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_debrief(stuff: str, lines: int, last: bool) -> None:
    """The longest debrief fits, with its ending whole, its moments and its bars."""
    run = _end(start(_at_every_limit(stuff, lines=lines), 1), last=last)
    words = _text(run_card(_view(run, earlier=0.0), EN))
    assert escape_markdown(run.scenario.endings["well"]) in words
    assert words.count("░") + words.count("█") == 10 * len(Trait)
    assert "beside it your earlier conversations" in words
    assert "beside it" not in _text(run_card(_view(run, earlier=None), EN))
    assert ("Worth another go" in words) is last


@pytest.mark.parametrize("lines", [1, 3, 15])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_example(stuff: str, lines: int) -> None:
    """The longest step of an example fits, with its options and its why whole, and both what was said and what came."""
    script = _at_every_limit(stuff, lines=lines)
    steps = example(script)
    apart = tuple(replace(step, heard=steps[0].heard, later=True) for step in steps)
    speaker = f"**{escape_markdown(script.cast['ann'])}** "
    for told in (steps, apart):
        for number, step in enumerate(told):
            words = _text(example_card(script, told, number, EN))
            assert words.count(escape_markdown(step.decision.option.text)) >= limits.OPTIONS_SHOWN
            assert escape_markdown(step.decision.option.why) in words
            assert words.count(speaker) >= (2 if told is apart else 1)


@pytest.mark.parametrize("lines", [1, 3, 15])
def test_what_is_within_the_limits_is_shown_whole(lines: int) -> None:
    """What the checker lets through loses no word: the limit on what is read at once is one that a card can hold."""
    run = start(_at_every_limit("many words ", lines=lines), 1)
    for at in (run, choose(run, run.options[0].id), _end(run)):
        words = _text(run_card(_view(at), EN))
        said = [entry.text for entry in at.news if isinstance(entry, Line)]
        assert all(words.count(escape_markdown(one)) >= said.count(one) for one in said)


@pytest.mark.parametrize("lines", [1, 40])
@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_beyond_the_limits(stuff: str, lines: int) -> None:
    """A card fits even where a script says far more at once than the checker lets through; the end of it is kept."""
    long = _at_every_limit(stuff, news=20_000, lines=lines)
    beats = list(long.scenes["s"].beats)
    beats.insert(lines, Narration("And then it is your turn."))
    beats.insert(-1, Narration("And then it is over."))
    run = start(replace(long, scenes={"s": replace(long.scenes["s"], beats=tuple(beats))}), 1)
    assert "And then it is your turn." in _text(run_card(_view(run), EN))
    assert "And then it is over." in _text(run_card(_view(_end(run)), EN))


@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_brief(stuff: str) -> None:
    """The longest brief fits, with everything on it that can be: a stranger, closed DMs, an open run."""
    long = _at_every_limit(stuff)
    for open_run in (None, OpenRun(LONGEST_ID, long, 99, 99)):
        agreed = open_run is not None  # who is in the middle of one has agreed
        view = BriefView(long, timed=True, timers=True, agreed=agreed, dm_open=False, open_run=open_run)
        words = _text(brief_card(view, EN, ephemeral=True))
        assert escape_markdown(long.about) in words
        assert ("Pressing Start agrees" in words) is not agreed


@pytest.mark.parametrize("stuff", STUFF.values(), ids=STUFF)
def test_longest_picker(stuff: str) -> None:
    """The longest picker fits: 30 scenarios on each level, and more open runs than it shows."""
    long = _at_every_limit(stuff)
    shelf = tuple(
        replace(long, id=f"{level}-{n}".ljust(limits.ID_TEXT, "s"), level=level)
        for level in limits.LEVELS
        for n in range(30)
    )
    open_runs = tuple(OpenRun(LONGEST_ID - n, one, 99, 99) for n, one in enumerate(shelf[:9]))
    view = PickerView(shelf, Recommendation(long, Trait.GENEROSITY, Reason.LITTLE_SEEN), open_runs)
    menus = [c for c in _sent(picker_card(view, EN)) if c["type"] == 3]
    assert [len(menu["options"]) for menu in menus] == [25, 25, 25]


@pytest.mark.parametrize("stopped", [None, *Stopped])
@pytest.mark.parametrize("due", [None, DUE], ids=["off", "on"])
def test_longest_settings(due: datetime | None, stopped: Stopped | None) -> None:
    """The settings fit with all their menus, each with one thing picked."""
    reminder = Reminder(LONGEST_ID, zone="America/Argentina/ComodRivadavia", due_at=due, stopped=stopped)
    for timers in (True, False):
        view = SettingsView(PreferencesView(timers=timers, dm_open=timers), ReminderView(reminder, DUE), "zh-CN")
        menus = [c for c in _sent(settings_card(view, EN)) if c["type"] == 3]
        assert len(menus) == (4 if due else 1)
        assert all(any(one.get("default") for one in menu["options"]) for menu in menus)


def test_longest_menu_of_places() -> None:
    """The places fit the menu, each with its time there."""
    [menu] = [c for c in _sent(where_card(DUE, EN)) if c["type"] == 3]
    labels = {one["value"]: one["label"] for one in menu["options"]}
    assert labels["Asia/Shanghai"] == "Beijing, Shanghai · 08:00"


def test_small_cards() -> None:
    """The cards that hold next to nothing fit too."""
    for card in (
        waiting_card("t" * limits.TITLE_TEXT, "https://discord.com/channels/@me/1/2", EN),
        declined_card(EN, stored=False),
        declined_card(EN, stored=True),
        feedback_card(FeedbackView(dict.fromkeys(Trait, estimate([])), None, None, {}, None), EN),
        moment_card(None, EN),
    ):
        assert _text(card)


MARKDOWN = "**a** _b_ `c` ~~d~~ ||e|| [f](https://g.h) # i > j"


def test_markdown_is_shown_as_written() -> None:
    """What a script holds is words: no asterisk in it turns anything bold, on any card."""
    reply = Narration(MARKDOWN)
    options = [option("a", reply, text=MARKDOWN, shows={Trait.MERCY: 1}), option("b", shows={Trait.MERCY: -1})]
    made = scenario({"s": [Line("ann", MARKDOWN), choice("s/1", *options), choice("s/2", *options), End("well")]})
    made = replace(
        made, title=MARKDOWN, about=MARKDOWN, tip=MARKDOWN, cast={"ann": MARKDOWN}, endings={"well": MARKDOWN}
    )
    run = start(made, 1)
    brief = BriefView(made, timed=False, timers=True, agreed=True, dm_open=True, open_run=None)
    picker = PickerView((made,), Recommendation(made, Trait.MERCY, Reason.GENTLE_START), (OpenRun(1, made, 1, 2),))
    cards = [
        run_card(_view(run), EN),
        run_card(_view(choose(run, "a")), EN),
        run_card(_view(choose(choose(run, "a"), "a")), EN),
        brief_card(brief, EN),
        picker_card(picker, EN),
        waiting_card(MARKDOWN, "https://discord.com/channels/@me/1/2", EN),
    ]
    for card in cards:
        words = _text(card)
        assert words.count(escape_markdown(MARKDOWN)) >= 1
        assert MARKDOWN not in words


def test_lines_of_a_quote_stay_in_the_quote() -> None:
    """What was said before is a quote, also where a text has several lines."""
    options = [option("a", text="One\nTwo"), option("b")]
    run = start(scenario({"s": [choice("s/1", *options), choice("s/2", *options), End("well")]}), 1)
    assert "> **You** One\n> Two" in _text(run_card(_view(choose(run, "a")), EN))


@pytest.mark.parametrize("words", ["short", "x" * 300, "话" * 300, "many words " * 30, "a\nb " * 99, "  spaces  "])
def test_cut(words: str) -> None:
    """A text that is too long is shortened to what fits and still says something; one that fits stays."""
    short = cut(words, 100)
    assert len(short) <= 100
    assert len(short) > 50 or short == words.strip()
    assert short.endswith("…") is (len(words) > 100)


@given(st.text(alphabet="ab *_~|`>#-[]()\\\n话", max_size=300), st.integers(20, 300))
@settings(max_examples=200, deadline=None)
def test_plain_within(words: str, room: int) -> None:
    """A text fits its room with all that is escaped in it, and loses nothing where the room is enough."""
    shown = plain(words, room)
    assert len(shown) <= room
    assert shown == escape_markdown(words) or len(escape_markdown(words)) > room
