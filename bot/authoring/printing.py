"""One finding as a writer reads it at a terminal; each headline is `file:line: severity code`."""

import re

from rich.console import Console
from rich.text import Text

from bot.authoring.printable import printable
from bot.authoring.problems import Problem, Severity

_NAMED = re.compile(r"`[^`]*`")
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def print_problem(problem: Problem, console: Console, source: str = "") -> None:
    """Print where it is, the line as it stands in `source` where that is given, what is wrong and how to mend it."""
    lines = source.split("\n") if source else []
    console.print(_headline(problem), soft_wrap=True)
    if 0 < problem.line <= len(lines):
        console.print(_excerpt(problem.line, lines[problem.line - 1]), no_wrap=True, overflow="ellipsis")
    console.print(_prose(problem.message), _prose(problem.advice, "dim"))
    console.print()


def _headline(problem: Problem) -> Text:
    text = Text(printable(f"{problem.file}:{problem.line}: "))
    return text.append(str(problem.severity), _COLOURS[problem.severity]).append(f" {problem.code}", "bold")


def _excerpt(line: int, source: str) -> Text:
    return Text.assemble((f"{line:>6} │ ", "dim"), (printable(source.rstrip()), "cyan"))


def _prose(sentence: str, style: str = "") -> Text:
    text = Text(printable(sentence), style)
    text.highlight_regex(_NAMED, "bold")
    return text
