"""The terminal player: the scenario as a writer reads it, and a keyboard that keeps time."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from rich.console import Console

from bot.authoring.keyboard import Keyboard
from bot.authoring.terminal import play
from bot.domain.engine import Move, Run, choose, start
from bot.domain.scenario import End, Goto, Line, Narration, Scenario
from bot.domain.traits import Trait
from tests.support.scripts import choice, option, scenario

BRAVE, KIND = {Trait.COURAGE: 3}, {Trait.MERCY: 1}
Answer = str | None | type[BaseException]


def script(within: int | None = None) -> Scenario:
    """Two decisions, of which the first may have a clock."""
    first = choice(
        "a/1",
        option("dare", Line("ann", "You dare."), shows=BRAVE),
        option("care", Line("ann", "You care."), shows=KIND),
        within=within,
        otherwise="care" if within else None,
    )
    second = choice("a/2", option("more", shows={Trait.COURAGE: 1}), option("less", shows={Trait.COURAGE: -1}))
    return scenario({"a": [Narration("It rains."), first, Narration("It pours."), second, End("well")]})


class Table:
    """Answers one after the other (None: time runs out; an exception: it happens), and what was asked and shown."""

    def __init__(self, *answers: Answer, terminal: bool = False) -> None:
        self.answers = list(answers)
        self.seconds: list[float | None] = []
        self.paper = StringIO()
        self.console = Console(file=self.paper, width=120, force_terminal=terminal)

    def ask(self, seconds: float | None, tick: Callable[[int], None]) -> str | None:
        """The next answer."""
        self.seconds.append(seconds)
        if seconds is not None:
            tick(round(seconds))
        answer = self.answers.pop(0)
        if isinstance(answer, type):
            raise answer
        return answer

    def play(self, scene: Scenario, *, seed: int = 1, timers: bool = True) -> Run:
        """Play with these answers."""
        return play(scene, self.console, seed=seed, timers=timers, ask=self.ask)

    @property
    def shown(self) -> str:
        """All that was printed."""
        return self.paper.getvalue()


def number_of(run: Run, option_id: str) -> str:
    """What to type for an option."""
    return str([one.id for one in run.options].index(option_id) + 1)


def test_a_whole_play_shows_brief_scenes_and_debrief() -> None:
    """A writer reads what a player would: the brief, each line, the options in the seed's order, and the debrief."""
    opening = start(script(), 1)
    table = Table(number_of(opening, "dare"), "1")
    run = table.play(script())
    assert run.ending == "well"
    assert run.moves[0] == Move("dare")
    for words in (
        "Made up",
        "With" if False else "There with you Ann",
        "Mercy · gentle · about 3 minutes",
        "One tip: Breathe.",
    ):
        assert words in table.shown
    for words in ("It rains.", "What do you do?", "You Say dare.", "Ann You dare.", "It pours.", "It ended well."):
        assert words in table.shown
    assert [table.shown.index(f"{at}  “{one.text}”") for at, one in enumerate(opening.options, 1)]
    assert "Made up · 1 of about 2" in table.shown
    assert "Made up · 2 of about 2" in table.shown


def test_the_debrief_says_what_worked_and_what_could_have_been_had() -> None:
    """The debrief has a moment that worked with its why, and one where another answer would have given more."""
    first = start(script(), 1)
    second = choose(first, "dare")
    table = Table(number_of(first, "dare"), number_of(second, "less"))
    table.play(script())
    assert "Worked · Courage “Say dare.”" in table.shown
    assert "Why dare." in table.shown
    assert "Worth another go · Courage “Say less.”" in table.shown
    assert "Nothing lost, and courage gained, with “Say more.”" in table.shown
    softer = Table(number_of(first, "care"), number_of(second, "more"))
    softer.play(script())
    assert "Worth another go · Courage “Say care.”" in softer.shown
    assert "Courage gained, and some mercy lost, with “Say dare.”" in softer.shown
    best = Table(number_of(first, "dare"), number_of(second, "more"))
    best.play(script())
    assert "no other answer would have given more" in best.shown


def test_a_bar_needs_three_moments() -> None:
    """As on Discord, two decisions are too few to draw a trait from."""
    turns = [choice(f"a/{n}", option("x", shows=BRAVE), option("y", shows=KIND if n == 1 else {})) for n in (1, 2, 3)]
    for decisions, bars in ((2, 0), (3, 1)):
        table = Table(*["1"] * decisions)
        table.play(scenario({"a": [*turns[:decisions], End("well")]}))
        assert table.shown.count("▱") + table.shown.count("▰") == 10 * bars
    assert "Courage  ▰" in table.shown or "Courage  ▱" in table.shown
    assert "Mercy  " not in table.shown


def test_going_back_undoes_one_decision() -> None:
    """`b` takes a decision back as if it had not been made; at the first one there is nothing to take back."""
    table = Table("b", "1", "b", "2", "1")
    run = table.play(script())
    assert "nothing to go back to" in table.shown
    assert len(run.moves) == 2
    assert run.moves[0].option == start(script(), 1).options[1].id


@pytest.mark.parametrize("typed", ["", "0", "3", "-1", "1.5", "two", "9" * 5000, "\x1b[31m", "١"])
def test_what_is_not_an_option_is_asked_again(typed: str) -> None:
    """A slip of the finger costs nothing, and nothing that is typed can break or steer the terminal."""
    table = Table(typed, "1", "1")
    assert table.play(script()).ending == "well"
    assert "Type a number from 1 to 2, or ? for more." in table.shown
    assert "\x1b" not in table.shown


def test_help_and_leaving() -> None:
    """`?` explains the keys; `q` leaves with a line that says so."""
    table = Table("?", "1", "Q")
    assert len(table.play(script()).moves) == 1
    assert "back to the decision before this one" in table.shown
    assert table.shown.endswith("You left after 1 decision. Nothing was kept.\n")


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_the_end_of_input_leaves_cleanly(end: type[BaseException]) -> None:
    """Ctrl-D, Ctrl-C and a pipe that ends leave without a traceback."""
    table = Table(end)
    assert table.play(script()).moves == ()
    assert table.shown.endswith("You left before the first decision. Nothing was kept.\n")


def test_silence_answers_when_the_time_is_up() -> None:
    """A clock that runs out takes the option that the script names, and it is shown and kept as silence."""
    table = Table(None, "1")
    run = table.play(script(within=60))
    assert run.moves[0] == Move("care", silent=True)
    assert "Silence answers in 60 seconds" in table.shown
    assert "You say nothing, and the moment answers for you." in table.shown
    assert "You Say care." not in table.shown


def test_no_clock_after_silence() -> None:
    """Who went to the door does not come back to a script that silence played to its end; an answer starts it again."""
    turns = [choice(f"a/{n}", option("x"), option("y"), within=60, otherwise="x") for n in (1, 2, 3)]
    table = Table(None, "1", "1")
    table.play(scenario({"a": [*turns, End("well")]}))
    assert [seconds is not None for seconds in table.seconds] == [True, False, True]
    assert table.shown.count("Silence answers in") == 2


def test_a_slip_does_not_turn_the_clock_back() -> None:
    """The clock goes on while one mistypes; a second choice without a clock waits as long as it takes."""
    table = Table("huh", None, "1")
    table.play(script(within=60))
    first, second, third = table.seconds
    assert first is not None
    assert second is not None
    assert 59 < second < first <= 60
    assert third is None


ROUND = scenario(
    {
        "a": [choice("a/1", option("in", Goto("b")), option("out"), within=60, otherwise="in"), End("well")],
        "b": [Goto("b")],
    }
)


def test_an_endless_stretch_leaves_one_where_one_was() -> None:
    """A writer who finds where a script goes round is told so, and can take another way, go back or leave."""
    way_in, way_out = (number_of(start(ROUND, 1), one) for one in ("in", "out"))
    table = Table(way_in, "b", way_in, way_out)
    assert table.play(ROUND, timers=False).moves == (Move("out"),)
    assert table.shown.count("After `in` the script plays on and on: put a choice or an `end` there.") == 2
    assert "nothing to go back to" in table.shown
    assert "You Say in." not in table.shown
    assert Table(way_in, "q").play(ROUND, timers=False).moves == ()


def test_silence_that_leads_nowhere_stops_the_clock() -> None:
    """Where silence would go round for ever, it is told once, and the choice waits for an answer."""
    table = Table(None, number_of(start(ROUND, 1), "out"))
    assert table.play(ROUND).moves == (Move("out"),)
    assert table.shown.count("After `in` the script plays on and on") == 1
    assert [seconds is None for seconds in table.seconds] == [False, True]


def test_timers_can_be_off() -> None:
    """Some people need time: without timers nothing is announced and nothing runs out."""
    table = Table("1", "1")
    table.play(script(within=60), timers=False)
    assert table.seconds == [None, None]
    assert "Silence" not in table.shown


def test_a_live_terminal_counts_down_in_place() -> None:
    """On a terminal the seconds that are left are written over the line above; on paper they are said once."""
    live, paper = Table("1", "1", terminal=True), Table("1", "1")
    live.play(script(within=60))
    paper.play(script(within=60))
    assert "\x1b[1A\r\x1b[2KSilence answers in 60 seconds\x1b8" in live.shown
    assert "\x1b[1;33m  1  \x1b[0m“" in live.shown
    assert paper.shown.count("Silence answers") == 1


def test_a_script_cannot_steer_the_terminal() -> None:
    """What a stranger wrote is shown, not obeyed, and square brackets are no markup."""
    turn = choice("a/1", option("x", text="\x1b]0;title\x07 [bold]x"), option("y"))
    table = Table("1", "q")
    table.play(scenario({"a": [Line("ann", "\x1b[2J\u202eabc [red]d"), turn, turn, End("well")]}))
    assert "\x1b" not in table.shown
    assert "\u202e" not in table.shown
    assert "[red]d" in table.shown
    assert "[bold]x" in table.shown


@pytest.fixture
def pipe() -> Iterator[tuple[Keyboard, int]]:
    """A keyboard, and where to type."""
    reading, writing = os.pipe()
    yield Keyboard(reading), writing
    os.close(writing)


def silent(_: int) -> None:
    """Count down for nobody."""


def test_the_keyboard_gives_lines_one_by_one(pipe: tuple[Keyboard, int]) -> None:
    """Lines that arrive together are not lost, and letters that arrive in halves are put together."""
    keyboard, typing = pipe
    os.write(typing, "1\r\n2\nzw\xc3".encode("latin-1"))
    assert keyboard(None, silent) == "1"
    assert keyboard(5, silent) == "2"
    os.write(typing, b"\xb6lf\n")
    assert keyboard(5, silent) == "zwölf"


def test_the_keyboard_ends_with_its_input() -> None:
    """The last line counts without a line end, and after it every question is told that nothing comes any more."""
    reading, writing = os.pipe()
    keyboard = Keyboard(reading)
    os.write(writing, b"1\n2")
    os.close(writing)
    assert [keyboard(None, silent), keyboard(None, silent)] == ["1", "2"]
    for _ in range(2):
        with pytest.raises(EOFError):
            keyboard(5, silent)


def test_the_keyboard_keeps_time(pipe: tuple[Keyboard, int]) -> None:
    """When the time is up there is no answer; until then each second is told once, and a late line is still read."""
    keyboard, typing = pipe
    told: list[int] = []
    began = time.monotonic()
    assert keyboard(1.3, told.append) is None
    assert 1.2 < time.monotonic() - began < 15
    assert told == [2, 1]
    threading.Timer(0.2, os.write, (typing, b"late\n")).start()
    assert keyboard(5, silent) == "late"


def test_half_a_line_is_forgotten_when_time_is_up() -> None:
    """What was being typed when silence answered does not answer the next question."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on Windows")
    typing, terminal = pty.openpty()
    keyboard = Keyboard(terminal)
    os.write(typing, b"1")
    assert keyboard(0.4, silent) is None
    os.write(typing, b"2\n")
    assert keyboard(5, silent) == "2"
    os.close(typing)


def test_piped_answers_play_a_scenario_through() -> None:
    """`echo 1 … | play` works where there is no terminal, and ends with the debrief."""
    program = (
        "from rich.console import Console\n"
        "from bot.authoring.terminal import play\n"
        "from tests.authoring.test_terminal import script\n"
        "play(script(within=60), Console(), seed=1)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], input=b"1\n2\n", capture_output=True, timeout=60, check=True)
    assert "It ended well." in done.stdout.decode()
    assert done.stderr == b""
