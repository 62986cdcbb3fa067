"""A folder of scripts is read whole: what cannot be read is reported, and keeps nothing else from being played."""

import os
from pathlib import Path

from bot.authoring.library import load_file, load_folder
from bot.domain import limits
from tests.authoring.test_loader import SOUND


def found(folder: Path) -> dict[str, list[str]]:
    """The codes by file name."""
    return {Path(one.file).name: [problem.code for problem in one.problems] for one in load_folder(folder)}


def test_scripts_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    """The shelf looks the same on every machine."""
    for name in ("b.yaml", "a.yml", "c.yaml"):
        (tmp_path / name).write_text(SOUND, "utf-8")
    assert list(found(tmp_path)) == ["a.yml", "b.yaml", "c.yaml"]
    assert all(one.playable for one in load_folder(tmp_path))


def test_only_scripts_are_read(tmp_path: Path) -> None:
    """Translations, hidden files, other files and folders are left alone."""
    for name in (
        "drill.yaml",
        "drill.zh-CN.yaml",
        "drill.de.yaml",
        "drill.zh-Hant-TW.yaml",
        ".drill.yaml",
        "drill.txt",
    ):
        (tmp_path / name).write_text(SOUND, "utf-8")
    (tmp_path / "mixers").mkdir()
    (tmp_path / "mixers" / "films.yaml").write_text(SOUND, "utf-8")
    assert found(tmp_path) == {"drill.yaml": []}


def test_a_broken_script_does_not_keep_the_rest_away(tmp_path: Path) -> None:
    """One writer's slip is not another's problem."""
    (tmp_path / "good.yaml").write_text(SOUND, "utf-8")
    (tmp_path / "bad.yaml").write_text("title: [", "utf-8")
    assert [one.playable for one in load_folder(tmp_path)] == [False, True]


def test_a_file_that_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    """A folder, a pipe or a broken link with the name of a script is no reason to stop or to wait."""
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "gone.yaml")
    assert found(tmp_path) == {name: ["unreadable"] for name in ("folder.yaml", "link.yaml", "pipe.yaml")}


def test_two_files_cannot_share_an_id(tmp_path: Path) -> None:
    """The second of two files with one id is named, and the first plays."""
    (tmp_path / "drill.yaml").write_text(SOUND, "utf-8")
    (tmp_path / "drill.yml").write_text(SOUND, "utf-8")
    assert found(tmp_path) == {"drill.yaml": [], "drill.yml": ["duplicate-id"]}
    assert [one.playable for one in load_folder(tmp_path)] == [True, False]


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    """A film with the name of a script does not fill the memory."""
    with (tmp_path / "film.yaml").open("wb") as film:
        film.truncate(20 * 1024**3)
    (problem,) = load_file(tmp_path / "film.yaml").problems
    assert problem.code == "too-large"
    assert str(limits.FILE_BYTES // 1024) in problem.message
