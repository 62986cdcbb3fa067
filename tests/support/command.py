"""What a person types, run here (fast) or as a process of its own (real)."""

import io
import logging
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import structlog

from bot.cli import main

ROOT = Path(__file__).parents[2]
REVISION = max(file.name[:4] for file in (ROOT / "bot/storage/migrations/versions").glob("[0-9]*.py"))


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    code: object
    out: str
    err: str


def run_here(*arguments: str) -> Ended:
    """`python -m bot` with these arguments, in this process. What it changes in logging is put back."""
    out, err = io.StringIO(), io.StringIO()
    root, ours = logging.getLogger(), logging.getLogger("bot")
    handlers, levels, code = root.handlers[:], (root.level, ours.level), 0
    with patch.object(sys, "argv", ["rapport", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code
        finally:
            root.handlers[:] = handlers
            root.setLevel(levels[0])
            ours.setLevel(levels[1])
            structlog.reset_defaults()
    return Ended(code, out.getvalue(), err.getvalue())


def environment(**settings: str) -> dict[str, str]:
    """The environment of a process that finds Rapport, and has these settings and no others of this machine."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return {**kept, "PYTHONPATH": str(ROOT), **settings}


def files_in(folder: Path) -> dict[str, bytes]:
    """What every file in a folder holds."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


SMALL = """\
title: Rain
about: A bus stop.
practises: [mercy, courage]
level: 1
minutes: 1
tip: Wait.
scenes:
  stop:
    - It rains.
    - choose: Somebody has no umbrella.
      options:
        share: {do: Share yours., shows: {mercy: 2, courage: -1}, why: There was room.}
        look: {do: Look away., shows: {courage: 1, mercy: -1}, why: They got wet.}
    - end: dry
endings:
  dry: The bus came.
"""


def small_shelf(folder: Path, **scripts: str) -> Path:
    """A folder with a scenario that is checked in no time, and these besides."""
    folder.mkdir(exist_ok=True)
    for name, source in {"rain": SMALL, **scripts}.items():
        (folder / f"{name}.yaml").write_text(source, encoding="utf-8")
    return folder
