"""The shelf: what can be begun now, and every version that a run in flight was begun on."""

import pytest

from bot.authoring.loader import load
from bot.errors import ScenarioGone
from bot.services import shelf as shelves
from bot.services.shelf import Shelf
from bot.storage import versions
from tests.services.desk import TEA, Desk, script


def numbered(number: int) -> str:
    """A version of Tea of its own."""
    return TEA.replace("Sugar?", f"Sugar {number}?")


async def keep(desk: Desk, *sources: str, id: str = "tea") -> list[str]:
    """Keep these texts as versions that were played once; their hashes."""
    hashes: list[str] = []
    async with desk.database.writing() as tx:
        for source in sources:
            hashes.append(script(source, id).version)
            await versions.keep(tx, hashes[-1], id, source, desk.clock())
    return hashes


def test_the_shelf_holds_what_can_be_played_gentle_first() -> None:
    """A broken script is left out, and the rest is sorted by level, then title."""
    hard = script(TEA.replace("level: 1", "level: 3").replace("title: Tea", "title: A storm"), "storm")
    late = script(TEA.replace("title: Tea", "title: Zebra"), "zebra")
    broken = load(b"title: Broken\nscenes: 3\n", "broken.yaml")
    shelf = Shelf([hard, broken, late, script()])
    assert [scenario.id for scenario in shelf.scenarios] == ["tea", "zebra", "storm"]
    assert shelf.current("tea").typical == 3
    for missing in ("broken", "nothing", ""):
        with pytest.raises(ScenarioGone):
            shelf.current(missing)


async def test_an_older_version_is_compiled_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Clicks on a run of an older version do not read its script again and again."""
    [old] = await keep(desk, numbered(1))
    async with desk.database.reading() as tx:
        first = await desk.shelf.version(tx, old, "tea")
        assert first.scenario != desk.shelf.current("tea").scenario
        monkeypatch.setattr(shelves, "load_stored", None)
        assert await desk.shelf.version(tx, old, "tea") is first
        assert await desk.shelf.version(tx, desk.shelf.current("tea").hash, "tea") is desk.shelf.current("tea")


async def test_memory_is_bounded_however_many_versions_there_were(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Years of edits do not fill the memory; a version that was dropped is read again when it is asked for."""
    monkeypatch.setattr(shelves, "_KEPT", 3)
    hashes = await keep(desk, *(numbered(number) for number in range(8)))
    async with desk.database.reading() as tx:
        for _ in range(2):
            for number, one in enumerate(hashes):
                version = await desk.shelf.version(tx, one, "tea")
                assert version.hash == one
                assert version.source == numbered(number)
    kept = [value for value in vars(desk.shelf).values() if isinstance(value, dict) and hashes[-1] in str(value)]
    assert [len(value) for value in kept] == [3]


async def test_two_scenarios_of_the_same_words_stay_two(desk: Desk) -> None:
    """A script that was copied under another name has the same version; a run still knows which one it is of."""
    desk = desk.restarted(script(id="tea"), script(id="copy"))
    await keep(desk, numbered(1))
    async with desk.database.reading() as tx:
        for version in (desk.shelf.current("tea").hash, script(numbered(1)).version):
            for id in ("tea", "copy", "tea"):
                assert (await desk.shelf.version(tx, version, id)).scenario.id == id
