"""/privacy: what is kept, a copy of it, and its end."""

import gzip
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import bot.services.privacy
from bot.settings import Settings
from bot.storage.database import sqlite_file
from tests.support.people import agree, check_in, fill, traces, wait
from tests.support.world import Shown, World, open_world

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "export.schema.json").read_text(encoding="utf-8"))


async def live(world: World) -> str:
    """Ana does everything that leaves a trace; her own line."""
    card = await agree(world, world.ana)
    await world.take(world.ana, card, next(iter(card.options)))
    await check_in(world, world.ana)
    offered = await world.ask(world.ana, "challenge")
    taken = await world.tap(world.ana, offered, "Tomorrow")
    await world.env.settle()
    await wait(world, 1.01)
    asked = world.dm(world.ana)
    done = await world.tap(world.ana, asked, "Did it")
    opened = await world.press(world.ana, done, done.buttons["Write a line about it"])
    await fill(world, world.ana, opened, note="The lady with the zither laughed.")
    settings = await world.ask(world.ana, "settings", timezone="Europe/Berlin")
    await world.tap(world.ana, settings, "Remind me")
    assert taken.ephemeral
    return "The lady with the zither laughed."


async def test_a_stranger_learns_what_would_be_kept(world: World) -> None:
    """Before anything is stored, /privacy says so, offers nothing to export, and stores nothing by itself."""
    shown = await world.ask(world.ben, "privacy")
    assert shown.ephemeral
    assert "So far: nothing that you did" in shown.text
    assert set(shown.buttons) == {"Erase"}
    assert traces(world, world.ben.id) == []


async def test_a_stranger_whom_others_have_named_can_be_forgotten(world: World) -> None:
    """Ana would rather not meet Ben, who never used the bot: he reads the same as any stranger, and can erase it."""
    before = await world.ask(world.ben, "privacy")
    asked = world.answer(await world.ana.slash(world.lobby, "mixer block", person=world.ben))
    await world.tap(world.ana, asked, "Keep the block")
    assert traces(world, world.ben.id) != []
    shown = await world.ask(world.ben, "privacy")
    assert shown.text == before.text
    await world.tap(world.ben, await world.tap(world.ben, shown, "Erase"), "Erase everything")
    assert traces(world, world.ben.id) == []


async def test_export_is_complete_and_only_one_s_own(world: World) -> None:
    """The file validates against its schema, holds Ana's own line, and nothing of Ben's."""
    line = await live(world)
    await agree(world, world.ben)
    shown = await world.tap(world.ana, await world.ask_in_dm(world.ana, "privacy"), "Export")
    assert shown.ephemeral
    name, data = await downloaded(world, shown)
    assert name == "rapport.json"
    document = json.loads(data)
    Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(document)
    assert document["person"] == str(world.ana.id)
    for table, rows in document["tables"].items():
        mine = [row for row in world.rows(table) if str(world.ben.id) not in str(row.values())]
        if table in ("players", "runs", "checkins", "tries", "reminders", "languages"):
            assert len(rows) == len(mine) > 0, table
    assert document["tables"]["tries"][0]["note"] == line
    assert str(world.ben.id) not in data.decode()
    assert "token" not in data.decode()


async def test_a_large_export_is_packed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would not fit a message comes compressed, and is the same document."""
    await agree(world, world.ana)
    monkeypatch.setattr(bot.services.privacy, "LARGE", 10)
    shown = await world.tap(world.ana, await world.ask(world.ana, "privacy"), "Export")
    name, data = await downloaded(world, shown)
    assert name == "rapport.json.gz"
    assert json.loads(gzip.decompress(data))["format"] == "rapport-export"


async def test_erase_asks_once_and_leaves_nothing(world: World) -> None:
    """One question; then no table holds Ana's id, the files on the disk not even her words, and Ben is as he was."""
    line = await live(world)
    await agree(world, world.ben)
    bens = traces(world, world.ben.id)
    asking = await world.tap(world.ana, await world.ask(world.ana, "privacy"), "Erase")
    assert traces(world, world.ana.id) != []
    kept = await world.tap(world.ana, asking, "Keep it")
    assert "What I keep" in kept.text
    erased = await world.tap(world.ana, await world.tap(world.ana, kept, "Erase"), "Erase everything")
    assert "nothing about you is stored" in erased.text
    assert traces(world, world.ana.id) == []
    assert world.rows("moves") == []
    assert traces(world, world.ben.id) == bens
    file = sqlite_file(world.settings.database)
    assert file is not None
    assert line.encode() not in b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


async def test_old_cards_are_kind_after_erasing(world: World) -> None:
    """Buttons of a run, a try and a reminder that were erased answer with a sentence, and store nothing."""
    scene = await agree(world, world.ana)
    offered = await world.ask_in_dm(world.ana, "challenge")
    taken = await world.tap(world.ana, offered, "Tomorrow")
    privacy = await world.ask_in_dm(world.ana, "privacy")
    await world.tap(world.ana, await world.tap(world.ana, privacy, "Erase"), "Erase everything")
    old = world.answer(await world.press(world.ana, scene, next(iter(scene.options.values()))))
    assert "no longer kept" in old.text
    gone = world.answer(await world.press(world.ana, taken, taken.buttons["Rather not"]))
    assert "/challenge" in gone.text
    assert traces(world, world.ana.id) == []


async def test_no_message_comes_after_erasing(world: World) -> None:
    """Neither a reminder nor a follow-up reaches somebody who had everything erased."""
    await live(world)
    before = len(world.dms(world.ana))
    asking = await world.tap(world.ana, await world.ask(world.ana, "privacy"), "Erase")
    await world.tap(world.ana, asking, "Erase everything")
    await wait(world, 10)
    assert len(world.dms(world.ana)) == before


@pytest.fixture
def keeping_30_days(settings: Settings) -> Settings:
    """A host who keeps what people do for thirty days."""
    return settings.model_copy(update={"retention_days": 30})


async def test_what_is_older_than_the_limit_goes(keeping_30_days: Settings) -> None:
    """After the limit the old run goes with its evidence, the new one stays; who has nothing left is forgotten."""
    async with open_world(keeping_30_days) as world:
        privacy = await world.ask(world.ana, "privacy")
        assert "older than 30 days" in privacy.text
        card = await world.begin(world.ana, "senior-student")
        await world.take(world.ana, card, next(iter(card.options)))
        await agree(world, world.ben)
        await check_in(world, world.ben)
        await wait(world, 20)
        later = await world.begin(world.ana, "uncle-hank")
        await world.take(world.ana, later, next(iter(later.options)))
        await wait(world, 12)
        assert [row["scenario_id"] for row in world.rows("runs")] == ["uncle-hank"]
        runs = {row["id"] for row in world.rows("runs")}
        assert {row["run_id"] for row in world.rows("evidence")} <= runs
        assert {row["run_id"] for row in world.rows("moves")} == runs
        assert traces(world, world.ben.id) == []
        assert traces(world, world.ana.id) != []


async def test_what_will_be_asked_about_stays(keeping_30_days: Settings) -> None:
    """A try is as old as the last thing that was done with it, or is promised: nothing that was put off is lost."""
    async with open_world(keeping_30_days) as world:
        await agree(world, world.ana)
        await world.tap(world.ana, await world.ask(world.ana, "challenge"), "In a week")
        for _ in range(4):
            await wait(world, 7.01)
            later = await world.tap(world.ana, world.dm(world.ana), "Not yet")
            await world.tap(world.ana, later, "In a week")
        await wait(world, 7.01)
        assert "How did it go" in world.dm(world.ana).text
        await wait(world, 32)
        assert world.rows("tries") == []


async def test_without_a_limit_everything_stays(world: World) -> None:
    """A host who sets no limit loses nobody's history."""
    await agree(world, world.ana)
    assert "It stays until you erase it" in (await world.ask(world.ana, "privacy")).text
    await wait(world, 400)
    assert len(world.rows("runs")) == 1


async def downloaded(world: World, shown: Shown) -> tuple[str, bytes]:
    """The one file of a message, as its reader would save it."""
    [file] = shown.payload["attachments"]
    data = world.env.backend.cdn.get(file["url"])
    assert data is not None
    return file["filename"], data
