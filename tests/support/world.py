"""A small Discord: one server, two people, and the real bot on a real database."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, cast

import discord
import simcord
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle, UserHandle
from simcord.interactions import base_payload
from simcord.results import InteractionResult, ResponseMessage

from bot.app import build_client
from bot.settings import Settings
from bot.storage.database import sqlite_file
from bot.ui.client import RapportClient
from tests.support.discord_api import problems

Actor = MemberActor | UserHandle
Json = dict[str, Any]

BUTTON, SELECT, TEXT, GALLERY = 2, 3, 10, 12
COMMAND, COMPONENT, COMPLETION = 2, 3, 4
EPHEMERAL = 1 << 6


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component of a message, nested ones too, from top to bottom."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        if component.get("accessory"):
            yield component["accessory"]


@dataclass
class Shown:
    """A message as somebody saw it at one moment. `payload` is what Discord would send of it."""

    id: int
    channel: int
    components: list[Json]
    content: str
    ephemeral: bool
    payload: Json = field(repr=False)

    @property
    def text(self) -> str:
        """All its text, in the order read."""
        return "\n".join(c["content"] for c in walk(self.components) if c.get("type") == TEXT) or self.content

    @property
    def alt(self) -> str:
        """What its pictures show, in words."""
        pictures = [item for c in walk(self.components) if c.get("type") == GALLERY for item in c["items"]]
        return "\n".join(item.get("description") or "" for item in pictures)

    @property
    def buttons(self) -> dict[str, str]:
        """Label -> custom_id or url; options share a label, so see `options`."""
        return {c["label"]: c.get("custom_id") or c["url"] for c in walk(self.components) if c.get("type") == BUTTON}

    @property
    def options(self) -> dict[str, str]:
        """Option id -> custom_id of its button."""
        ids = [c.get("custom_id", "") for c in walk(self.components) if c.get("type") == BUTTON]
        return {one.split(":")[4]: one for one in ids if one.startswith("r1:choose:")}

    @property
    def menus(self) -> dict[str, list[str]]:
        """custom_id -> the values of each select menu."""
        menus = [c for c in walk(self.components) if c.get("type") == SELECT]
        return {c["custom_id"]: [option["value"] for option in c["options"]] for c in menus}


@dataclass
class World:
    """Two people, Ana and Ben, both members of one server with the channel #lobby."""

    env: simcord.Env
    settings: Settings
    guild: GuildHandle
    lobby: ChannelHandle
    ana: MemberActor
    ben: MemberActor
    make: Callable[[], Any]
    dead: list[RapportClient] = field(default_factory=list[RapportClient])
    expected: set[type[BaseException]] = field(default_factory=set[type[BaseException]])
    """What discord.py may raise in this test: a command that it does not know, for example."""

    @property
    def client(self) -> RapportClient:
        return cast(RapportClient, self.env.bot)

    def dm(self, actor: MemberActor) -> Shown:
        """The last message in somebody's DM with the bot."""
        return self.dms(actor)[-1]

    def dms(self, actor: MemberActor) -> list[Shown]:
        """Every message in somebody's DM with the bot."""
        channel = self.env.backend.get_channel(actor.user.dm_channel.id)
        return [self.message(channel.id, m.id) for m in actor.user.dm_channel.history(viewer=actor.user)]

    def message(self, channel: int, message: int) -> Shown:
        """A message as it is now. Raises BackendError where it is gone."""
        backend = self.env.backend
        stored = backend.get_message(channel, message)
        payload = dict(serializers.message_payload(backend, stored))
        ephemeral = bool(stored.flags & EPHEMERAL)
        return Shown(stored.id, stored.channel_id, stored.components, stored.content, ephemeral, payload)

    def again(self, shown: Shown) -> Shown:
        """The same message as it is now."""
        return self.message(shown.channel, shown.id)

    def answer(self, result: InteractionResult) -> Shown:
        """What an interaction was answered with: its own message, or else the last follow-up."""
        found = result.followups[-1] if result.followups else result.response
        assert found is not None, result
        return self.message(found.channel_id, found.id)

    def rows(self, table: str) -> list[Json]:
        """Everything that a table of the database holds, in the order in which it was inserted."""
        file = sqlite_file(self.settings.database)
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")]  # noqa: S608

    def moves(self, run: int | None = None) -> list[str]:
        """The options taken, in their order: of one run, or of all."""
        return [row["option"] for row in self.rows("moves") if run in (None, row["run_id"])]

    def write(self, statement: str) -> None:
        """Change the database behind the bot's back."""
        file = sqlite_file(self.settings.database)
        with closing(sqlite3.connect(str(file))) as connection, connection:
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute(statement)

    def requests(self, method: str, ending: str = "") -> list[Json | None]:
        """The bodies of the bot's requests with this method, whose path ends so."""
        found = [r for r in self.env.http_requests if r.method == method and r.path.endswith(ending)]
        return [cast(Json | None, request.json) for request in found]

    async def ask(self, actor: MemberActor, command: str, **options: Any) -> Shown:
        """Use a command in #lobby; the answer."""
        return self.answer(await actor.slash(self.lobby, command, **options))

    async def ask_in_dm(self, actor: MemberActor, command: str, **options: Any) -> Shown:
        """Use a command in the DM with the bot; the answer."""
        return self.answer(await actor.user.slash(command, **options))

    async def begin(self, actor: MemberActor, scenario: str) -> Shown:
        """Type /practice in #lobby and press Start in the DM; the first scene card."""
        await self.ask(actor, "practice", scenario=scenario)
        return await self.tap(actor, self.dm(actor), "Start")

    async def tap(self, actor: Actor, shown: Shown, label: str) -> Shown:
        """Press the button with this label; the answer."""
        return self.answer(await self.press(actor, shown, shown.buttons[label]))

    async def take(self, actor: Actor, shown: Shown, *options: str) -> Shown:
        """Press the button of one option after the other; the card as it is then."""
        for option in options:
            shown = self.answer(await self.press(actor, shown, shown.options[option]))
        return shown

    async def press(self, actor: Actor, shown: Shown, custom_id: str) -> InteractionResult:
        """Press a button of a message, by what it carries."""
        return await self._who(actor, shown).click(self._handle(shown), custom_id=custom_id)

    async def pick(self, actor: Actor, shown: Shown, value: str) -> Shown:
        """Pick a value of whichever menu has it; the answer."""
        menu = next(custom_id for custom_id, values in shown.menus.items() if value in values)
        result = await self._who(actor, shown).select(self._handle(shown), [value], custom_id=menu)
        return self.answer(result)

    def press_raw(self, actor: Actor, shown: Shown, custom_id: str, values: Sequence[str] = ()) -> InteractionResult:
        """Send a click and do not wait: also one that Discord would not let this person make any more.

        It carries the message as `shown` saw it. The result is filled once the world has settled.
        """
        data: Json = {"custom_id": custom_id, "component_type": SELECT if values else BUTTON}
        if values:
            data["values"] = list(values)
        return self.send_raw(actor, shown.channel, COMPONENT, data, shown=shown)

    def ask_raw(self, actor: Actor, place: int, command: str, /, **changes: Any) -> InteractionResult:
        """Send a command without options and do not wait. `changes` replace parts of what Discord would send."""
        root = self.env.backend.find_command(command, self.env.backend.get_channel(place).guild_id)
        assert root is not None, command
        data: Json = {"id": root["id"], "name": command, "type": 1, "options": []}
        return self.send_raw(actor, place, COMMAND, data, **changes)

    def type_raw(self, actor: Actor, place: int, command: str, option: str, typed: str) -> InteractionResult:
        """Type into an option that completes itself, also one of a command that is gone, and do not wait."""
        focused = {"type": 3, "name": option, "value": typed, "focused": True}
        return self.send_raw(actor, place, COMPLETION, {"id": "1", "name": command, "type": 1, "options": [focused]})

    def send_raw(
        self, actor: Actor, place: int, kind: int, data: Json, *, shown: Shown | None = None, **changes: Any
    ) -> InteractionResult:
        """Send an interaction of this kind, about `shown` where it is a click, and do not wait."""
        backend = self.env.backend
        record, payload = base_payload(
            backend,
            type=kind,
            channel_id=place,
            guild_id=backend.get_channel(place).guild_id,
            user_id=actor.id,
            data=data,
        )
        if shown:
            record.source_message_id = shown.id
            changes["message"] = shown.payload
        backend.emit("INTERACTION_CREATE", payload | changes)
        return InteractionResult(self.env, record)

    async def press_at_once(self, clicks: Iterable[tuple[Actor, Shown, str]]) -> list[InteractionResult]:
        """Several clicks in the same instant, and what came of them."""
        results = [self.press_raw(*click) for click in clicks]
        await self.env.settle()
        return results

    def delete(self, shown: Shown) -> None:
        """Delete a message, as its reader or a moderator might."""
        self.env.backend.delete_message(shown.channel, shown.id)

    async def restart(self) -> None:
        """End the process and start another one on the same database."""
        await self.client.close()
        await self.revive()

    async def kill(self) -> None:
        """End the process in the middle of whatever it does: nothing is finished, and nothing is closed."""
        self.dead.append(self.client)
        await self.env._detach_bot()

    async def revive(self) -> None:
        """Start another process on the same database."""
        await self.env.restart_bot(await self.make())

    def _who(self, actor: Actor, shown: Shown) -> Actor:
        in_dm = self.env.backend.get_channel(shown.channel).guild_id is None
        return actor.user if in_dm and isinstance(actor, MemberActor) else actor

    def _handle(self, shown: Shown) -> ResponseMessage:
        return ResponseMessage(self.env, self.env.backend.get_message(shown.channel, shown.id))


def _going_on() -> Callable[[], datetime]:
    """The world's clock, which stands still while somebody acts, as clocks go: it shows no instant twice."""
    ticks = count(1)
    return lambda: discord.utils.utcnow() + timedelta(microseconds=next(ticks))


@asynccontextmanager
async def open_world(settings: Settings, **build: Any) -> AsyncIterator[World]:
    """Start the bot in a new world. At the end, everything that it sent must be what Discord accepts."""
    given: dict[str, Any] = {"now": _going_on()} | build

    async def make() -> RapportClient:
        return await build_client(settings, **given)

    env = simcord.Env(await make())
    await env.start()
    dead: list[RapportClient] = []
    expected: set[type[BaseException]] = set()
    try:
        guild = env.create_guild("The Commons")
        lobby = guild.create_text_channel("lobby")
        ana, ben = (guild.add_member(env.create_user(name)) for name in ("ana", "ben"))
        yield World(env, settings, guild, lobby, ana, ben, make, dead, expected)
        assert problems(env.http_requests) == []
    finally:
        for client in dead:
            await client._on_close()
        await env.bot.close()
        await env.shutdown()
    if unexpected := [error for error in env.errors if type(error) not in expected]:
        raise BaseExceptionGroup("raised by the bot", unexpected)
