"""Every mistake that a writer can make is named by its code, on its line, and nothing else is named."""

import ast
import re
from pathlib import Path

import pytest

from bot.authoring import parsing
from bot.authoring.loader import load

ROOT = Path(__file__).parents[2]
FILES = [file for file in sorted((ROOT / "tests/data/broken").glob("*.yaml")) if not file.stem.startswith("play-")]
PROBLEMS = (ROOT / "docs/problems.md").read_text("utf-8")
MODULES = [file for file in (ROOT / "bot/authoring").glob("*.py") if not re.match("checks|playthrough", file.stem)]
# What reads other files than scripts is shown in tests of its own.
OTHERS = "challenges|topics|translat"
MAKERS = {"error", "warn", "Refused", "Mend", "_slip"}
# Named by tests of their own: they need a folder, a file of a size that nobody wants to keep, or another name.
ELSEWHERE = {"duplicate-id", "unreadable", "too-large", "too-many-values", "many-problems"}


def expected(file: Path) -> list[tuple[int, str]]:
    """What the first lines of a broken file say is wrong with it: line and code."""
    found = re.findall(rb"^# expect: (\S+) (\d+)$", file.read_bytes(), re.MULTILINE)
    return sorted((int(line), code.decode()) for code, line in found)


def found(file: Path) -> list[tuple[int, str]]:
    """What is found in it."""
    problems = load(file.read_bytes(), file.name).problems
    assert all(problem.message.endswith(".") for problem in problems)
    return [(problem.line, problem.code) for problem in problems]


def codes_made(modules: list[Path]) -> set[str]:
    """Every code that these modules can give."""
    codes = {"unknown-scene", "unknown-ending", "unknown-trait", "unknown-option"}  # put together from a kind
    for module in modules:
        calls = (node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Call))
        for call in calls:
            maker = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            place = 0 if maker == "Misreading" else 1 if maker in MAKERS else None
            if place is not None and isinstance(code := call.args[place], ast.Constant):
                codes.add(str(code.value))
    return codes


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_each_mistake_is_named_on_its_line(file: Path) -> None:
    """A writer is told exactly what is wrong, and where: nothing less and nothing more."""
    assert found(file) == expected(file)
    assert expected(file)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_slow_parser_finds_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where libyaml is missing, nothing changes but the speed."""
    monkeypatch.setattr(parsing, "LOADER", parsing.yaml.SafeLoader)
    assert found(file) == expected(file)


def test_there_is_a_broken_file_for_every_code() -> None:
    """No code is left that nobody has seen."""
    seen = {code for file in FILES for _, code in expected(file)}
    assert codes_made([file for file in MODULES if not re.match(OTHERS, file.stem)]) - seen == ELSEWHERE
    assert len(FILES) >= 30


def test_every_code_is_explained() -> None:
    """Whoever gets a code can look it up."""
    assert {code for code in codes_made(MODULES) if f"`{code}`" not in PROBLEMS} == set()
