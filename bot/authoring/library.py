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

_SUFFIXES = frozenset({".yaml", ".yml"})


def load_folder(folder: Path) -> tuple[Loaded, ...]:
    """Every script directly in the folder, by name; what cannot be read is there with its problems.

    Translations (`drinks-party.zh-CN.yaml`), challenges and hidden files are left out. Raises OSError where the
    folder cannot be listed.
    """
    paths = sorted(path for path in folder.iterdir() if _is_script(path))
    loaded = [load_file(path) for path in paths]
    first: dict[str, Path] = {}
    for path in paths:
        first.setdefault(path.stem, path)
    return tuple(
        one if first[path.stem] == path else _second(one, first[path.stem])
        for path, one in zip(paths, loaded, strict=True)
    )


def load_file(path: Path) -> Loaded:
    """One script from its file; where that cannot be read, a problem says so."""
    try:
        if not path.is_file():
            return _unreadable(path, "it is no plain file")
        with path.open("rb") as file:
            return load(file.read(limits.FILE_BYTES + 1), str(path))
    except OSError as error:
        return _unreadable(path, error.strerror or str(error))


def _is_script(path: Path) -> bool:
    """Whether a file in a folder of scenarios is a scenario, by its name."""
    if path.suffix not in _SUFFIXES or path.name.startswith(".") or path.name == CHALLENGES:
        return False
    return translation_name(path) is None


def _unreadable(path: Path, why: str) -> Loaded:
    findings = Findings(str(path))
    message = f"The file cannot be opened: {why}."
    findings.error(1, "unreadable", message, "Look at its permissions, or take it away.")
    return Loaded(str(path), "", sha256().hexdigest(), None, {}, findings.report())


def _second(loaded: Loaded, first: Path) -> Loaded:
    findings = Findings(loaded.file)
    message = f"`{first.name}` has the same id, `{first.stem}`."
    findings.error(1, "duplicate-id", message, "Rename one of the two files.")
    return replace(loaded, scenario=None, problems=(*findings.report(), *loaded.problems))
