"""What playing a script through finds is named by its code, on its line, and only where it is so."""

import ast
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.authoring.checks import check
from bot.authoring.library import load_file, load_folder
from bot.authoring.loaded import Loaded
from bot.authoring.loader import load
from bot.authoring.playthrough import Playthrough
from bot.authoring.problems import Problem, Severity
from bot.authoring.report import run_check
from bot.domain import limits
from bot.domain.chance import pick
from bot.domain.explore import explore
from bot.domain.scenario import End, Goto, Narration, PathTest, Scenario
from bot.domain.traits import Trait
from bot.settings import shipped_scenarios
from tests.support.scripts import choice, guarded, option, scenario

ROOT = Path(__file__).parents[2]
BROKEN = sorted((ROOT / "tests/data/broken").glob("play-*.yaml"))
WELL = End("well")
SHIPPED = [Path(one.file) for one in load_folder(shipped_scenarios())]
MAKERS = {"error", "warning", "never"}
BRAVE, KIND = {Trait.COURAGE: 1}, {Trait.MERCY: 1}


def loaded(script: Scenario, *problems: Problem) -> Loaded:
    """A script as if it had been read, with a line for its one scene."""
    return Loaded("made-up.yaml", "", "0" * 64, script, {("scene", "a"): 7}, problems)


def codes(script: Scenario) -> list[str]:
    """What the checks find in a script that was made by hand."""
    return [problem.code for problem in check(loaded(script)).problems]


def expected(file: Path) -> list[tuple[int, str]]:
    """What the first lines of a broken file say is wrong with it: line and code."""
    return [
        (int(line), code)
        for code, line in re.findall(r"^# expect: (\S+) (\d+)$", file.read_text("utf-8"), re.MULTILINE)
    ]


def codes_in(file: Path) -> set[object]:
    """The codes that a file of checks hands to `error`, `warning` and `never`, as their second argument."""
    calls = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))
    made = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in MAKERS)
    return {code.value for call in made if isinstance(code := call.args[1], ast.Constant)}


@pytest.mark.parametrize("file", BROKEN, ids=[file.stem for file in BROKEN])
def test_each_mistake_is_named_on_its_line(file: Path) -> None:
    """A writer is told exactly what is wrong with a script, where, and what to do: nothing less and nothing more."""
    problems = check(load_file(file)).problems
    assert [(problem.line, problem.code) for problem in problems] == expected(file)
    assert all(problem.message and problem.advice for problem in problems)


def test_every_code_is_shown_and_explained() -> None:
    """No finding without a broken file that shows it and a heading in the page that explains it, and none left over."""
    used = {code for file in (ROOT / "bot/authoring").glob("checks*.py") for code in codes_in(file)}
    section = (ROOT / "docs/problems.md").read_text("utf-8").partition("## Found by playing")[2].partition("\n## ")[0]
    assert {code for file in BROKEN for _, code in expected(file)} == used
    assert set(re.findall(r"^### `([a-z-]+)`$", section, re.MULTILINE)) == used


def test_a_sound_script_is_left_alone() -> None:
    """Nothing is found in a script in which every decision trades one thing off against another."""
    turns = [choice(f"a/{one}", option("x", shows=BRAVE), option("y", shows=KIND)) for one in range(9)]
    checked = check(loaded(scenario({"a": [*turns, WELL]}, endings=["well"])))
    assert checked.problems == ()
    assert checked.playable


def test_what_reading_found_is_kept_unless_playing_is_surer() -> None:
    """One mistake is one finding: a scene that reading suspects and playing rules out is reported once."""
    unused = Problem("made-up.yaml", 7, "unused-scene", "Nothing leads to the scene `b`.", "", Severity.WARNING)
    other = Problem("made-up.yaml", 2, "unread-state", "No condition looks at `warmth`.", "", Severity.WARNING)
    turn = choice("z/1", option("x", shows=BRAVE), option("y", shows=KIND))
    script = scenario({"z": [turn, WELL], "a": [WELL]}, endings=["well"])
    assert [one.code for one in check(loaded(script, unused, other)).problems] == [
        "unread-state",
        "scene-never-reached",
    ]


def test_a_script_that_could_not_be_read_is_not_played() -> None:
    """The findings of reading stand alone where there is nothing to play."""
    problem = Problem("x.yaml", 3, "missing-key", "There is no `title`.", "Write one.")
    checked = check(Loaded("x.yaml", "", "", None, {}, (problem,)))
    assert (checked.problems, checked.exploration, checked.playable) == ((problem,), None, False)


def test_a_script_that_remembers_too_much_is_not_played() -> None:
    """A file with thousands of names would take minutes and gigabytes, as each place holds all of them."""
    script = scenario({"a": [WELL]}, state={f"n{number}": 0 for number in range(limits.STATE_NAMES + 1)})
    told = Problem("made-up.yaml", 3, "too-much-state", "The state has 101 names; 100 is the limit.", "Take some out.")
    checked = check(loaded(script, told))
    assert (checked.problems, checked.exploration, checked.playable) == ((told,), None, False)
    fewer = replace(script, state=dict.fromkeys(list(script.state)[1:], 0))
    assert check(loaded(fewer)).exploration


def test_a_never_is_only_a_warning_where_not_everything_was_seen() -> None:
    """Random walks may miss a scene, so that alone does not keep a script from being played."""
    script = scenario({"a": [choice("a/1", option("x"), option("y")), WELL]})
    whole = Playthrough(loaded(script), script, explore(script))
    part = Playthrough(loaded(script), script, explore(script, states=0, walks=5))
    sure, unsure = (found.never(("scene", "a"), "code", "Never", "Mend it.") for found in (whole, part))
    assert (sure.severity, sure.message, sure.line) == (Severity.ERROR, "Never.", 7)
    assert (unsure.severity, unsure.message) == (Severity.WARNING, "Never (in 5 random walks).")


def test_what_lies_behind_a_stop_is_not_blamed() -> None:
    """One mistake gives one finding: a choice inside a reply that nobody gets to is not named besides its option."""
    inner = choice("a/2", option("p", shows=BRAVE), option("q", shows=KIND))
    hidden = option("z", inner, when="1 > 2", shows=KIND)
    outer = choice("a/1", option("x", shows=BRAVE), option("y", shows=KIND), hidden)
    assert codes(scenario({"a": [outer, WELL]}, endings=["well"])) == ["option-never-visible"]


def test_what_lies_behind_an_endless_stretch_is_not_blamed() -> None:
    """One mistake gives one finding: what would come after a circle without a choice is not called unreachable."""
    turn = choice("a/1", option("x", Goto("b"), shows=BRAVE), option("y", Goto("b"), shows=KIND))
    scenes = {"a": [turn], "b": [guarded("1 > 0", Goto("b")), Goto("c")], "c": [WELL]}
    assert set(codes(scenario(scenes, endings=["well"]))) == {"endless"}


def test_a_circle_is_named_where_playing_may_miss_it() -> None:
    """Sixteen right answers in a row lead into a circle; no random walk gives them, and the writer is told of it."""
    turns = [choice(f"a/{n}", option("x", add={"n": 2**n}), option("y")) for n in range(16)]
    beats = [*turns, guarded("n == 65535", Goto("b")), WELL]
    script = scenario({"a": beats, "b": [Goto("c")], "c": [Goto("b")]}, state={"n": 0})
    found = [problem for problem in check(loaded(script)).problems if problem.code == "endless"]
    assert [problem.message.partition(":")[0] for problem in found] == ["Scene `b` plays on and on"]


def test_a_circle_is_named_once() -> None:
    """Where playing came into a circle, it says after what; the same is not said again."""
    entered = choice("a/1", option("x", Goto("b")), option("y"))
    turns = [choice(f"a/{n}", option("x", add={"n": 2**n}), option("y")) for n in range(2, 18)]
    beats = [entered, *turns, guarded("n == 1", Narration("Never.")), WELL]
    script = scenario({"a": beats, "b": [Goto("c")], "c": [Goto("b")]}, state={"n": 0})
    assert not explore(script).exhaustive
    assert codes(script).count("endless") == 1


def test_the_question_counts_for_the_card() -> None:
    """A card also shows what is asked, so a long question can be what makes it too full."""
    turn = choice("a/1", option("x", shows=BRAVE), option("y", shows=KIND))
    script = scenario({"a": [Narration("x" * 1_500), replace(turn, prompt="y" * 650), WELL]}, endings=["well"])
    longer = scenario({"a": [Narration("x" * 1_500), replace(turn, prompt="y" * 750), WELL]}, endings=["well"])
    assert codes(script) == []
    assert codes(longer) == ["cannot-fit-card"]


def test_nothing_to_weigh_looks_at_what_is_offered_together() -> None:
    """Options that never meet are not compared, and a choice that turns plain in one situation says in which."""
    hub = choice(
        "a/1",
        option("ask", Goto("a"), shows={Trait.MERCY: 2}, once=True),
        option("stay", shows={Trait.COURAGE: 1, Trait.MERCY: 1}),
        option("wait", shows={Trait.MERCY: 1}),
    )
    (problem,) = check(loaded(scenario({"a": [hub, WELL]}, endings=["well"]))).problems
    assert problem.code == "nothing-to-weigh"
    assert "when only `stay` and `wait` are offered: `stay` is best" in problem.message
    day, night = option("day", when="met", shows={Trait.MERCY: 3}), option("night", when="not met")
    turn = choice("a/2", day, night, option("else", shows={Trait.MERCY: 1, Trait.COURAGE: 1}, when="met"))
    other = choice("a/1", option("x", becomes={"met": True}, shows=BRAVE), option("y", shows=KIND))
    script = scenario({"a": [other, turn, WELL]}, state={"met": False}, endings=["well"])
    assert codes(script) == ["only-one-option"]


def test_a_habit_that_pays_is_named_and_no_other() -> None:
    """A script that rewards always taking the first option says so, and does not accuse the other habits."""
    words = ["Yes, of course, why not?", "No.", "Perhaps later today."]

    def turn(number: int) -> list[str]:
        return words[number % 3 :] + words[: number % 3]

    turns = [
        choice(
            f"a/{number}",
            option("p", text=turn(number)[0], shows={Trait.MERCY: 2}),
            option("q", text=turn(number)[1], shows={Trait.COURAGE: 1}),
            option("r", text=turn(number)[2], shows={Trait.COURAGE: 1}),
        )
        for number in range(9)
    ]
    (problem,) = check(loaded(scenario({"a": [*turns, WELL]}, endings=["well"]))).problems
    assert problem.code == "habit-pays"
    assert "taking the first option" in problem.message


def test_a_habit_that_hardly_pays_is_left_alone() -> None:
    """Where a habit is luckier than nearly all random paths, but only by a hair, there is nothing to learn from it."""
    even = [choice(f"a/{one}", option("x", shows=BRAVE), option("y", shows=KIND)) for one in range(40)]
    lucky = [
        choice(f"b/{one}", option("first", shows={Trait.MERCY: 1}), *(option(other) for other in "pqrs"))
        for one in range(3)
    ]
    assert "habit-pays" not in codes(scenario({"a": [*even, *lucky, WELL]}))
    assert "habit-pays" in codes(scenario({"a": [*even[:4], *lucky, WELL]}))


def test_habits_are_rarely_accused_by_chance() -> None:
    """Where points fall by chance no habit pays, and a writer is hardly ever sent after a pattern that is none."""
    accused = 0
    for seed in range(20):
        turns = [
            choice(
                f"a/{number}",
                *(
                    option(
                        one,
                        text="x" * (5 + pick(40, seed, "long", number, one)),
                        shows={trait: pick(5, seed, number, one, trait) - 2 for trait in list(Trait)[:3]},
                    )
                    for one in "pqrs"
                ),
            )
            for number in range(10)
        ]
        accused += codes(scenario({"a": [*turns, WELL]})).count("habit-pays")
    assert accused <= 6  # of 80


def test_a_path_that_misses_by_a_letter_is_told_so() -> None:
    """A path that asks for what is not offered there learns what was meant."""
    turn = choice("a/1", option("laugh", shows=BRAVE), option("listen", shows=KIND))
    script = scenario({"a": [turn, WELL]}, endings=["well"], tests=(PathTest(("laught",), "well", {}),))
    (problem,) = check(loaded(script)).problems
    assert problem.message.endswith("`laugh` and `listen` are. Did you mean `laugh`?")


@pytest.mark.parametrize("file", SHIPPED, ids=[file.stem for file in SHIPPED])
def test_what_is_shipped_has_nothing_to_mend(file: Path) -> None:
    """The shelf's own scripts check clean and take an evening's patience: 8 to 14 decisions on every path."""
    checked = check(load_file(file))
    assert checked.problems == ()
    assert checked.exploration is not None
    assert checked.exploration.fewest is not None
    assert checked.exploration.most is not None
    assert 8 <= checked.exploration.fewest <= checked.exploration.most <= 14


def test_the_example_of_the_guide_has_nothing_to_mend() -> None:
    """Whoever copies it to begin with begins with a script that checks clean."""
    guide = (ROOT / "docs/writing-scenarios.md").read_text("utf-8")
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    checked = check(load(example.encode(), "thanksgiving.yaml"))
    assert checked.problems == ()
    assert checked.playable


def report(*paths: Path, strict: bool = False) -> tuple[int, str]:
    """The exit code of a check, and what it printed."""
    console = Console(file=StringIO(), width=100)
    code = run_check(paths, console, strict=strict)
    assert isinstance(console.file, StringIO)
    return code, console.file.getvalue()


def named(code: str) -> Path:
    """The broken file that shows a code."""
    return ROOT / f"tests/data/broken/play-{code}.yaml"


def test_the_report_names_file_line_and_what_stands_there() -> None:
    """A writer can click on the place, reads their own line and what to do, and learns how much was played through."""
    code, printed = report(named("no-way-out"))
    assert code == 1
    assert "play-no-way-out.yaml:26: error no-way-out\n    26 │     - choose: He tells you of his dogs.\n" in printed
    assert "every one of 3 places seen; 3 choices with 6 options, 1 ending, 1 decision or more on a path" in printed
    assert printed.endswith("1 script: 1 error, 0 warnings\n")


def test_the_exit_code_tells_a_machine() -> None:
    """Warnings pass, and with `strict` do not; a file or folder that is not there does not pass for a sound one."""
    warned = named("nothing-to-weigh")
    assert report(warned)[0] == 0
    assert report(warned, strict=True)[0] == 1
    assert report(warned, named("endless"))[0] == 1
    assert report(ROOT / "tests/data/no-such-file.yaml")[0] == 1
    assert report()[0] == 1


def test_a_folder_is_checked_whole(tmp_path: Path) -> None:
    """Every script of a folder is checked; an empty one is not taken for sound."""
    assert report(tmp_path) == (1, "There is no script to check here: scripts are files that end in .yaml.\n")
    for name in ("nothing-to-weigh", "habit-pays"):
        (tmp_path / f"{name}.yaml").write_bytes(named(name).read_bytes())
    code, printed = report(tmp_path)
    assert code == 0
    assert printed.endswith("2 scripts: 0 errors, 3 warnings\n")


def test_the_report_cannot_be_used_to_steer_a_terminal(tmp_path: Path) -> None:
    """What a stranger's script holds is shown, not obeyed."""
    evil = tmp_path / "evil.yaml"
    evil.write_bytes(named("no-way-out").read_bytes().replace(b"of his dogs", b"\xc2\x9b31m \xe2\x80\xae [red]dogs"))
    printed = report(evil)[1]
    assert "evil.yaml" in printed
    assert "\x9b" not in printed
    assert "\u202e" not in printed
