"""What the checks found in scripts, printed for a writer at a terminal."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.authoring.checks import Checked, check
from bot.authoring.library import load_file, load_folder
from bot.authoring.loaded import Loaded
from bot.authoring.printable import printable
from bot.authoring.printing import print_problem
from bot.authoring.problems import Problem, Severity
from bot.domain.explore import Exploration


def run_check(paths: Sequence[Path], console: Console, *, strict: bool = False) -> int:
    """Check these files and the scripts in these folders; print what was found.

    Returns the exit code: 1 where there is an error (with `strict`, a warning) or nothing to check, else 0.
    """
    checked = [check(loaded) for path in paths for loaded in _loaded(path)]
    if not checked:
        console.print("There is no script to check here: scripts are files that end in .yaml.")
        return 1
    for one in checked:
        print_checked(one, console)
    problems = [problem for one in checked for problem in one.problems]
    console.print(_summary(len(checked), problems))
    return int(any(strict or problem.severity is Severity.ERROR for problem in problems))


def print_checked(checked: Checked, console: Console) -> None:
    """Print the problems of one script, and how much of it was played through."""
    for problem in checked.problems:
        print_problem(problem, console, checked.loaded.source)
    mark = ("✓ ", "green") if checked.playable else ("✗ ", "red")
    covered = f"{printable(checked.loaded.file)}: {_coverage(checked.exploration)}"
    console.print(Text.assemble(mark, covered), soft_wrap=True)


def _loaded(path: Path) -> Sequence[Loaded]:
    """Under the names that one would type here."""
    here = Path.cwd()
    near = path.relative_to(here) if path.is_relative_to(here) else path
    return load_folder(near) if near.is_dir() else [load_file(near)]


def _coverage(explored: Exploration | None) -> str:
    """What exploring covered, in one line."""
    if explored is None:
        return "not played through before this is mended"
    how = "every one" if explored.exhaustive else f"{explored.walks} random walks beside the first"
    return (
        f"{how} of {explored.places:,} places seen; {_count(len(explored.choices), 'choice')} with "
        f"{_count(len(explored.options), 'option')}, {_count(len(explored.endings), 'ending')}, "
        f"{_path_length(explored)}"
    )


def _path_length(explored: Exploration) -> str:
    if explored.fewest is None:
        return "no path to an end"
    if explored.most is None:
        return f"{_count(explored.fewest, 'decision')} or more on a path"
    if explored.most == explored.fewest:
        return f"{_count(explored.most, 'decision')} on every path"
    return f"{explored.fewest} to {explored.most} decisions on a path"


def _summary(scripts: int, problems: Sequence[Problem]) -> Text:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    text = Text(f"{_count(scripts, 'script')}: ")
    if not problems:
        return text.append("nothing to mend", "bold green")
    text.append(_count(errors, "error"), "bold red" if errors else "")
    return text.append(", ").append(_count(len(problems) - errors, "warning"))


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
