"""A folder of scenario scripts."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from bot.authoring.challenges import CHALLENGES
from bot.authoring.findings import Findings
from bot.authoring.loaded import Loaded
from bot.authoring.loader import load
from bot.authoring.translations import translation_name
from bot.domain import limits

_LOOK = "Look at its permissions, or take it away."
_SUFFIXES = frozenset({".yaml", ".yml"})


def load_folder(folder: Path) -> tuple[Loaded, ...]:
    """Every script directly in the folder, by name; what cannot be read is there with its problems.

    Translations (`drinks-party.zh-CN.yaml`), challenges and hidden files are left out. Raises OSError where the
    folder cannot be listed.
    """
    paths = scripts_in(folder)
    loaded = [load_file(path) for path in paths]
    first: dict[str, Path] = {}
    for path in paths:
        first.setdefault(path.stem, path)
    return tuple(
        one if first[path.stem] == path else _second(one, first[path.stem])
        for path, one in zip(paths, loaded, strict=True)
    )


def scripts_in(folder: Path) -> list[Path]:
    """The files in a folder that are scenarios by their name. Raises OSError where the folder cannot be listed."""
    return sorted(path for path in folder.iterdir() if _is_script(path))


def load_file(path: Path) -> Loaded:
    """One script from its file; where that cannot be read, a problem says so."""
    try:
        if not path.is_file():
            return _unreadable(path, *_not_there(path))
        with path.open("rb") as file:
            return load(file.read(limits.FILE_BYTES + 1), str(path))
    except OSError as error:
        return _unreadable(path, f"The file cannot be opened: {error.strerror or error}.", _LOOK)


def _is_script(path: Path) -> bool:
    """Whether a file in a folder of scenarios is a scenario, by its name."""
    if path.suffix not in _SUFFIXES or path.name.startswith(".") or path.name == CHALLENGES:
        return False
    return translation_name(path) is None


def _not_there(path: Path) -> tuple[str, str]:
    """Why there is no plain file at this path, and what to do."""
    if path.is_symlink():
        return "The file is a link that leads nowhere.", "Take it away, or bring back what it leads to."
    if not path.exists():
        return "There is no such file.", "Look at how its name is written, and at the folder you are in."
    return "The file cannot be opened: it is no plain file.", _LOOK


def _unreadable(path: Path, message: str, advice: str) -> Loaded:
    findings = Findings(str(path))
    findings.error(1, "unreadable", message, advice)
    return Loaded(str(path), "", sha256().hexdigest(), None, {}, findings.report())


def _second(loaded: Loaded, first: Path) -> Loaded:
    findings = Findings(loaded.file)
    message = f"`{first.name}` has the same id, `{first.stem}`."
    findings.error(1, "duplicate-id", message, "Rename one of the two files.")
    return replace(loaded, scenario=None, problems=(*findings.report(), *loaded.problems))
