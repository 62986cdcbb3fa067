"""The rules of the house that no linter knows."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot import errors
from bot.settings import Settings
from tests.support.command import ROOT

LEFT_OUT = {"__pycache__", "build", "dist"}
WRITTEN_BY_HAND = ("bot", "bench", "docs", "tests")
LOCKS = ("requirements.lock", "requirements-demo.lock", "requirements-dev.lock")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def ours(folder: Path) -> bool:
    """Whether a folder is the project's own: tools and virtual environments keep theirs beside it."""
    hidden = folder.name.startswith(".") and folder.name != ".ci"
    return not hidden and folder.name not in LEFT_OUT and not (folder / "pyvenv.cfg").exists()


def files(*folders: str, suffix: str = "") -> Iterator[Path]:
    """The project's files below these folders, or all of them."""
    for start in folders or [""]:
        for here, within, found in os.walk(ROOT / start):
            within[:] = sorted(one for one in within if ours(Path(here, one)))
            kept = (one for one in sorted(found) if one.endswith(suffix) and one not in (".env", ".git"))
            yield from (Path(here, one) for one in kept)


def name(path: Path) -> str:
    """A file's path as one writes it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a module."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def called(node: ast.AST) -> str:
    """The last name of what is called, or nothing for what is no call."""
    if not isinstance(node, ast.Call):
        return ""
    match node.func:
        case ast.Name(found) | ast.Attribute(_, found):
            return found
        case _:
            return ""


def test_every_file_is_read_in_one_sitting() -> None:
    """A file over 400 lines says that a room is missing."""
    long = {
        name(path): lines
        for path in files(*WRITTEN_BY_HAND, suffix=".py")
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 400
    }
    assert long == {}


def test_every_function_fits_a_screen() -> None:
    """A function over 60 lines is two. Migrations alone may be longer: they are lists of tables."""
    long = {
        f"{name(path)}:{node.lineno} {node.name}": lines
        for path in files(*WRITTEN_BY_HAND, suffix=".py")
        if "migrations/versions" not in name(path)
        for node in functions(path)
        if (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    }
    assert long == {}


def test_failures_are_caught_in_one_place() -> None:
    """Whatever goes wrong ends at the boundary; nowhere else is everything caught, but in the demo's drawing loop."""

    def catches_all(handler: ast.ExceptHandler) -> bool:
        caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        return any(
            one is None or (isinstance(one, ast.Name) and one.id in ("Exception", "BaseException")) for one in caught
        )

    found = [
        name(path)
        for path in files("bot", suffix=".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    ]
    assert found == ["bot/ui/boundary.py"]


def test_nothing_is_printed_but_at_the_terminal() -> None:
    """What the bot has to say goes into its log; only what a person typed is answered on the screen."""
    found = {
        name(path)
        for path in files("bot", suffix=".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert {path for path in found if not path.startswith("bot/demo/")} <= {"bot/cli.py"}


def test_every_test_says_what_it_protects() -> None:
    """A test that fails tells its reader what is broken, in a sentence."""
    silent = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in files("tests", suffix=".py")
        for node in functions(path)
        if node.name.startswith("test_") and not (ast.get_docstring(node) or "").strip()
    ]
    assert silent == []


# Put together here, so that this file does not name them either.
ELSEWHERE = re.compile(
    "|".join(
        [
            r"\bpy" + r"pi\.(org|python)",
            r"files\.python" + "hosted",
            r"registry\.n" + "pmjs",
            r"\b(ghc" + r"r|qua" + r"y|doc" + r"ker)\.io\b",
            r"/wo" + r"rk/",
            r"/ro" + r"ot/",
        ]
    )
)


def test_the_project_speaks_of_itself_alone() -> None:
    """No file names the machine that it was written on, or a registry to which only that machine can speak."""
    found: list[str] = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        lines = enumerate(text.splitlines(), 1)
        found += [f"{name(path)}:{number}: {line.strip()[:80]}" for number, line in lines if ELSEWHERE.search(line)]
    assert found == []


@pytest.mark.slow
def test_rooms_import_only_from_the_floors_below(tmp_path: Path) -> None:
    """The floors of the house hold: the contracts in pyproject.toml are kept."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--cache-dir", tmp_path]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "0 broken" in ended.stdout


SHOWS_WORDS = {"button", "link", "text", "beside", "SelectOption", "Select", "TextInput", "Label", "send_message"}
GETTEXT = {"_", "gettext", "ngettext", "pgettext", "npgettext"}


def words(text: str) -> bool:
    """Whether there is something to translate in a text: letters, what is filled in left aside."""
    return bool(re.search(r"[^\W\d_]{2,}", re.sub(r"\{[^}]*\}", "", text)))


def untranslated(node: ast.AST) -> Iterator[ast.Constant]:
    """Texts below a node that do not go through gettext. Comparisons and subscripts show nothing."""
    if called(node) in GETTEXT or isinstance(node, ast.Compare | ast.Subscript | ast.Dict):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and words(node.value):
        yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(node, ast.FormattedValue) and child is node.format_spec:
            continue
        yield from untranslated(child)


def test_everything_that_people_read_can_be_translated() -> None:
    """Words on a card, a button or a menu go through gettext where they are written."""
    found = [
        f"{name(path)}:{text.lineno} {text.value!r}"
        for path in files("bot/ui", suffix=".py")
        for node in ast.walk(tree(path))
        if called(node) in SHOWS_WORDS and isinstance(node, ast.Call)
        for part in [
            *node.args,
            *(one.value for one in node.keywords if one.arg not in ("custom_id", "style", "value")),
        ]
        for text in untranslated(part)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('text("Hello you")', 1),
        ('text(_("Hello you"))', 0),
        ('text("### " + _("Hello you"))', 0),
        ('text(f"### Hello {name}")', 1),
        ('text("**{label}** {tip}".format(label=_("One tip:"), tip=tip))', 0),
        ('text(tr.ngettext("{n} minute", "{n} minutes", n).format(n=n))', 0),
        ('text(_("Hello") if view.kind == "new one" else "Hello you")', 1),
    ],
)
def test_the_search_for_untranslated_words_finds_them(code: str, found: int) -> None:
    """The rule above is no empty promise."""
    call = ast.parse(code, mode="eval").body
    assert isinstance(call, ast.Call)
    assert len([text for part in call.args for text in untranslated(part)]) == found


def test_errors_that_people_read_can_be_translated() -> None:
    """Each error's message is marked for gettext where it stands, and is a calm sentence."""
    marked = [
        node.args[0].value
        for node in ast.walk(tree(ROOT / "bot/errors.py"))
        if isinstance(node, ast.Call) and called(node) == "N_" and isinstance(node.args[0], ast.Constant)
    ]
    kinds = [errors.RapportError, *errors.RapportError.__subclasses__()]
    assert {kind.message for kind in kinds} == {*marked}
    assert len({kind.message for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.message.endswith(".")
        assert "!" not in kind.message


@pytest.mark.parametrize("lock", LOCKS)
def test_what_is_installed_is_pinned(lock: str) -> None:
    """Every dependency has a version and hashes, and comes from wherever the reader's pip looks."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE))
    assert len(entries) > 20
    for entry in filter(None, entries):
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[\w.+!-]+( ; [^\\\n]+)? \\\n", entry), entry[:80]
        assert re.search(r"\n +--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
    assert not re.search(r"(index-url|find-links|trusted-host|https?://)", text)


def test_the_locks_agree() -> None:
    """One environment serves development, demo and running: no package has two versions."""
    versions: dict[str, set[str]] = {}
    for lock in LOCKS:
        for package, version in re.findall(r"^([\w.-]+)[^=\n]*==([^ \n]+)", (ROOT / lock).read_text(), re.MULTILINE):
            versions.setdefault(package, set()).add(version)
    assert {package: found for package, found in versions.items() if len(found) > 1} == {}


def test_every_setting_is_explained() -> None:
    """`.env.example` names exactly the settings that there are, each below a comment that explains it."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = {match[1]: number for number, line in enumerate(lines) if (match := re.match(r"(?:# )?([A-Z_]+)=", line))}
    assert [*named] == [field.upper() for field in Settings.model_fields]
    for setting, number in named.items():
        comment = lines[number - 1]
        assert re.match(r"# \w", comment), setting
        assert not re.match(r"# [A-Z_]+=", comment), setting
