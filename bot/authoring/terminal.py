"""A scenario in the terminal, with the text, options, timer and debrief of Discord, for a writer to read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.authoring import words
from bot.authoring.keyboard import Ask, Keyboard
from bot.authoring.printable import printable
from bot.domain.debrief import BAR_MOMENTS, Regret, Trade, debrief
from bot.domain.engine import EndlessScript, Entry, Run, Said, choose, lapse, replay, start
from bot.domain.explore import typical_decisions
from bot.domain.reading import time_to_answer
from bot.domain.scenario import Line, Narration, Option, Scenario

_CELLS = 10
_TYPED = 40  # characters of an answer that was not understood which are shown again
_REWRITE = "\x1b7\x1b[1A\r\x1b[2K{line}\x1b8"  # write the line above anew, and return to where the player types


class _Left(Exception):
    """The player has had enough."""


def play(scenario: Scenario, console: Console, *, seed: int, timers: bool = True, ask: Ask | None = None) -> Run:
    """Play a scenario, and return the run as it was left.

    The options stand in the order that `seed` gives. Without `timers`, a timed choice waits as long as it takes; with
    them, one that follows on silence does so too. `ask` reads the standard input unless given. Raises EndlessScript
    for a script that never comes to its first choice.
    """
    table = _Table(console, ask or Keyboard(), timers, typical_decisions(scenario))
    run = start(scenario, seed)
    table.brief(scenario)
    try:
        while not run.over:
            run = table.turn(run)
    except (_Left, EOFError, KeyboardInterrupt):
        console.print("\n", words.left(len(run.decisions)), sep="")
        return run
    table.look_back(run)
    return run


@dataclass(frozen=True, slots=True)
class _Table:
    """Where it is played: what is shown, and how answers come in."""

    console: Console
    ask: Ask
    timers: bool
    typical: int

    def brief(self, scenario: Scenario) -> None:
        """What to read before the first scene."""
        text = Text(printable(scenario.about) + "\n\n")
        if scenario.cast:
            names = ", ".join(printable(name) for name in scenario.cast.values())
            text.append(words.there_with_you(), "bold").append(f" {names}\n")
        text.append(words.facts(scenario.practises, scenario.level, scenario.minutes), "dim").append("\n\n")
        text.append(words.one_tip(), "bold").append(f" {printable(scenario.tip)}")
        title = Text(printable(scenario.title), "bold")
        self.console.print(Panel(text, title=title, title_align="left", border_style="blue", padding=(1, 2)))
        self.console.print(words.keys(), style="dim")

    def turn(self, run: Run) -> Run:
        """One decision: show where the run stands, and take an answer until there is one that it knows."""
        self.scene(run)
        assert run.choice is not None
        within = time_to_answer(run) if self.timers and not _silent(run) else None
        until = monotonic() + within if within else None
        while True:
            left = until - monotonic() if until else None
            typed = self.answer(left)
            if typed is None:
                answered, until = self.led(run.choice.otherwise or "", partial(lapse, run)), None
            else:
                answered = self.understood(run, typed.strip())
            if answered is not None:
                return answered

    def scene(self, run: Run) -> None:
        """What was said since the last decision, and the options."""
        title = words.progress(printable(run.scenario.title), len(run.decisions) + 1, self.typical)
        self.console.print("\n", Text(title, "dim"), sep="")
        self.said(run)
        if run.choice and run.choice.prompt:
            self.console.print("\n", Text(printable(run.choice.prompt), "dim"), sep="")
        for number, option in enumerate(run.options, start=1):
            self.console.print(Text.assemble((f"  {number}  ", "bold yellow"), _option(option)))

    def said(self, run: Run) -> None:
        for entry in run.news:
            self.console.print(Padding(_entry(entry, run.scenario), (0, 0, 0, 2), expand=False))

    def answer(self, left: float | None) -> str | None:
        """Wait for a line; with a time limit, show how much of it is left while the player types."""
        if left is not None:
            self.console.print(Text(words.silence_answers(max(1, round(left))), "dim"))
        self.console.print("› ", end="")
        self.console.file.flush()
        typed = self.ask(left, self.tick)
        if typed is None or not self.console.is_terminal:
            self.console.print()
        return typed

    def tick(self, seconds: int) -> None:
        """Count down in the line above; where that cannot be written anew, it was said once."""
        if self.console.is_terminal and not self.console.legacy_windows:
            self.console.file.write(_REWRITE.format(line=words.silence_answers(seconds)))
            self.console.file.flush()

    def understood(self, run: Run, typed: str) -> Run | None:
        """The run after an answer, or None after having said why it stays as it is."""
        if typed.lower() == "q":
            raise _Left
        for number, option in enumerate(run.options, start=1):
            if typed == str(number):
                return self.led(option.id, partial(choose, run, option.id))
        if typed.lower() == "b" and run.decisions:
            self.console.print(Text(words.going_back(), "dim"))
            return replay(run.scenario, run.seed, run.moves[:-1])
        self.console.print(Text(self.why_not(run, typed), "yellow"))
        return None

    def led(self, option: str, move: Callable[[], Run]) -> Run | None:
        """The run after a move that takes this option, or None after having said that it goes round without end."""
        try:
            return self.told(move())
        except EndlessScript:
            self.console.print(Text(words.endless(printable(option)), "yellow"))
            return None

    def why_not(self, run: Run, typed: str) -> str:
        if typed == "?":
            return words.explanation()
        if typed.lower() == "b":
            return words.first_decision()
        return words.not_an_option(printable(typed[:_TYPED]), len(run.options))

    def told(self, run: Run) -> Run:
        """Show the turn that the player just took."""
        decision = run.decisions[-1]
        turn = Said(decision.option.text, decision.option.spoken, decision.silent)
        self.console.print(Padding(_entry(turn, run.scenario), (0, 0, 0, 2), expand=False))
        return run

    def look_back(self, run: Run) -> None:
        """How it ended, what worked, what is worth another go, and a bar per trait."""
        self.console.print()
        self.said(run)
        ending = run.scenario.endings[run.ending] if run.ending else words.stopped()
        self.console.print("\n", Text(printable(ending), "bold"), sep="")
        body = Text("\n\n").join(_debrief(run))
        self.console.print(Panel(body, border_style="green", padding=(1, 2)))


def _silent(run: Run) -> bool:
    """Whether silence answered last: then no clock runs, or the script would play to its end before nobody."""
    return bool(run.decisions) and run.decisions[-1].silent


def _debrief(run: Run) -> Sequence[Text]:
    look = debrief(run)
    parts = [
        Text.assemble(
            (f"{words.worked(one.trait)} ", "bold green"),
            _option(one.decision.option),
            f"\n{printable(one.decision.option.why)}",
        )
        for one in look.strengths
    ]
    again = look.regret or look.trade
    parts.append(_again(again) if again else Text(words.nothing_missed()))
    shown = {words.called(trait): mean for trait, mean in look.shown.items() if look.moments[trait] >= BAR_MOMENTS}
    if shown:
        width = max(map(len, shown))
        bars = (f"{name:<{width}}  {_bar(share)}" for name, share in shown.items())
        parts.append(Text("\n".join(bars)))
    return parts


def _again(again: Regret | Trade) -> Text:
    taken, better = again.decision.option, _option(again.better).plain
    answer = Text(words.answer_silence()) if again.decision.silent else _option(taken)
    if isinstance(again, Regret):
        trait, given = again.trait, words.nothing_lost(better, again.trait)
    else:
        trait, given = again.gains, words.some_lost(better, again.gains, again.costs)
    return Text.assemble(
        (f"{words.worth_another_go(trait)} ", "bold yellow"),
        answer,
        f"\n{printable(taken.why)}\n" if taken.why else "\n",
        given,
    )


def _entry(entry: Entry, scenario: Scenario) -> Text:
    match entry:
        case Narration(text):
            return Text(printable(text), "italic")
        case Line(speaker, text):
            name = scenario.cast.get(speaker, speaker)
            return Text.assemble((f"{printable(name)} ", "bold"), printable(text))
        case Said(_, _, True):
            return Text(words.silence(), "italic")
        case Said(text, spoken, _):
            return Text.assemble((f"{words.you()} ", "bold cyan"), (printable(text), "" if spoken else "italic"))


def _option(option: Option) -> Text:
    text = printable(option.text)
    return Text(f"“{text}”") if option.spoken else Text(text, "italic")


def _bar(share: float) -> str:
    filled = round(share * _CELLS)
    return "▰" * filled + "▱" * (_CELLS - filled)
