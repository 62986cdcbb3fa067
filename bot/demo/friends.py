"""Three friends who play by a script, so that one person alone can see a whole mixer.

They are ordinary members of the demo's server: they read the panel, press its buttons, talk in the thread, and give
kudos, as people in a browser do. The bot cannot tell them from anybody else.
"""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from simcord import ChannelHandle
from simcord.backend.models import Message
from simcord.results import ResponseMessage

from bot.demo.lines import LINES, SEEN, Line
from bot.demo.realtime import RealTimeEnv
from bot.demo.world import Person, World
from bot.domain.matching import FULL
from bot.domain.mixer import Pace
from bot.ui.routes import Route, decode
from bot.ui.routes.mixing import GiveKudos, Join, JoinTopic, LeaveLine, LeaveRoom, OpenKudos, Surprise

LOOK = 1.0  # seconds between two looks at the screen
SHY = 2.5  # seconds from one friend pressing Join to the next
_WAITING = re.compile(r"^(.+) · \*\*(\d+) waits?\*\*$", re.MULTILINE)


@dataclass(slots=True)
class Talk:
    """A room that friends are in: what they have heard, and what they are about to say (when, who, what)."""

    thread: ChannelHandle
    heard: set[int] = field(default_factory=set[int])
    ahead: list[tuple[float, Person, Line]] = field(default_factory=list[tuple[float, Person, Line]])


class Friends:
    """`pace` is that of the mixers: at a quicker one, the friends talk more quickly too."""

    def __init__(self, env: RealTimeEnv, world: World, pace: Pace) -> None:
        self._env, self._world, self._pace = env, world, pace
        self._lobby = world.channel("mixers")
        self._waiting: dict[int, str] = {}
        self._talks: dict[int, Talk] = {}
        self._next_join = 0.0

    async def open_lobby(self) -> None:
        """Ada, who runs the server, sets mixers up, as every host does."""
        host, mods = self._world.people[0].member, self._world.channel("mods")
        async with self._env.turn:
            await host.slash(self._lobby, "mixer setup", reports=mods)

    async def live(self) -> None:
        """Look around for ever."""
        while True:
            await asyncio.sleep(LOOK)
            async with self._env.turn:
                await self._stand_in_line()
            for talk in self._rooms():
                self._listen(talk)
                async with self._env.turn:
                    await self._speak(talk)

    async def _stand_in_line(self) -> None:
        """Join whoever waits, one after the other; leave a line in which nobody else is left."""
        panel = self._panel()
        waits = dict(_waiting(panel)) if panel else {}
        for friend in self._world.friends:
            topic = self._waiting.get(friend.user.id)
            if topic and waits.get(topic, 0) <= sum(one == topic for one in self._waiting.values()):
                self._waiting.pop(friend.user.id)
                if panel and waits.get(topic):
                    await self._press(friend, panel, LeaveLine)
        wanted = next((topic for topic, there in waits.items() if self._alone(topic, there)), None)
        idle = [one for one in self._world.friends if one.user.id not in self._waiting and not self._busy(one)]
        if panel and wanted and idle and time.monotonic() >= self._next_join:
            self._next_join = time.monotonic() + SHY
            await self._join(idle[0], panel, wanted)

    def _alone(self, topic: str, there: int) -> bool:
        """Whether somebody who is no friend waits there, and fewer than a group."""
        return sum(one == topic for one in self._waiting.values()) < there < FULL

    async def _join(self, friend: Person, panel: Message, title: str) -> None:
        offered = await self._press(friend, panel, Join)
        if offered is None:
            return
        menu = next((one for one in _components(offered) if _is(one, JoinTopic)), None)
        topic = next((one["value"] for one in (menu or {}).get("options", []) if one["label"] == title), None)
        self._waiting[friend.user.id] = title
        if topic and menu:
            await friend.member.select(ResponseMessage(self._env, offered), [topic], custom_id=menu["custom_id"])
        else:
            await self._press(friend, offered, Surprise)

    def _rooms(self) -> Iterator[Talk]:
        """The open rooms that any friend is in."""
        for thread in self._lobby.threads:
            channel = self._env.backend.get_channel(thread.id)
            closed = channel.thread_metadata is not None and channel.thread_metadata.archived
            if not closed and any(friend.user.id in channel.thread_members for friend in self._world.friends):
                yield self._talks.setdefault(thread.id, Talk(thread))

    def _busy(self, friend: Person) -> bool:
        return any(friend.user.id in self._members(talk) for talk in self._rooms())

    def _members(self, talk: Talk) -> Sequence[int]:
        return list(self._env.backend.get_channel(talk.thread.id).thread_members)

    def _listen(self, talk: Talk) -> None:
        """Think of something to say to whatever the bot has said since."""
        members, now = self._members(talk), time.monotonic()
        inside = [one for one in self._world.friends if one.user.id in members]
        for one in inside:
            self._waiting.pop(one.user.id, None)
        for message in self._messages(talk.thread):
            if message.id in talk.heard:
                continue
            talk.heard.add(message.id)
            stage, length = self._stage(_text(message))
            for line in LINES.get(stage, ()):
                if line.who < len(inside):
                    talk.ahead.append((now + line.at * length, inside[line.who], line))

    def _stage(self, text: str) -> tuple[str, float]:
        """What the bot's message begins, and how long that lasts."""
        if found := re.match(r"### Round (\d+) of", text):
            return f"round {found[1]}", self._pace.round
        heads = {
            "### Who spoke": ("balance", self._pace.balance),
            "### Kudos": ("kudos", self._pace.kudos),
            "### Goodbye": ("goodbye", self._pace.goodbye),
        }
        known = next((stage for head, stage in heads.items() if text.startswith(head)), None)
        return known or (("hello", self._pace.hello) if "**Hello** comes first" in text else ("", 0.0))

    async def _speak(self, talk: Talk) -> None:
        """Say what it is time to say; go where nobody but friends is left."""
        members = self._members(talk)
        others = [one for one in self._world.people if one.user.id in members]
        due = [one for one in talk.ahead if one[0] <= time.monotonic()]
        talk.ahead = [one for one in talk.ahead if one not in due]
        for _, friend, line in due:
            if friend.user.id not in members:
                continue
            if line.kudos:
                await self._give(friend, talk)
            elif others:
                await friend.member.send(talk.thread, line.text.format(name=others[0].cast.name))
        if not others:
            await self._go(talk, members)

    async def _go(self, talk: Talk, members: Sequence[int]) -> None:
        door = next((one for one in self._messages(talk.thread) if _button(one, LeaveRoom)), None)
        friend = next((one for one in self._world.friends if one.user.id in members), None)
        if door and friend:
            await self._press(friend, door, LeaveRoom)

    async def _give(self, friend: Person, talk: Talk) -> None:
        """Tell each of the others what one saw in them."""
        asked = next((one for one in self._messages(talk.thread) if _button(one, OpenKudos)), None)
        shown = await self._press(friend, asked, OpenKudos) if asked else None
        menus = [one["custom_id"] for one in _components(shown) if _is(one, GiveKudos)] if shown else []
        for number, custom_id in zip(count(self._world.friends.index(friend)), menus, strict=False):
            assert shown is not None
            trait = SEEN[number % len(SEEN)].value
            await friend.member.select(ResponseMessage(self._env, shown), [trait], custom_id=custom_id)

    async def _press(self, friend: Person, message: Message, route: type[Route]) -> Message | None:
        """Press the button of this kind; what it is answered with."""
        custom_id = _button(message, route)
        if custom_id is None:
            return None
        result = await friend.member.click(ResponseMessage(self._env, message), custom_id=custom_id)
        answer = result.response
        return self._env.backend.get_message(answer.channel_id, answer.id) if answer else None

    def _panel(self) -> Message | None:
        return next((one for one in reversed(list(self._messages(self._lobby))) if _button(one, Join)), None)

    def _messages(self, channel: ChannelHandle) -> Iterator[Message]:
        """What the bot has said to everybody, the oldest first."""
        bot = self._env.backend.bot_user.id
        for message in list(self._env.backend.messages.get(channel.id, {}).values()):
            if message.author_id == bot and not message.flags & 64:
                yield message


def _components(message: Message) -> Iterator[dict[str, Any]]:
    """Every component of a message, nested ones too."""
    waiting = list(message.components)
    while waiting:
        one = waiting.pop(0)
        yield one
        waiting += one.get("components") or []
        waiting += [one["accessory"]] if one.get("accessory") else []


def _text(message: Message) -> str:
    return "\n".join(one["content"] for one in _components(message) if "content" in one)


def _is(component: dict[str, Any], route: type[Route]) -> bool:
    custom_id = component.get("custom_id")
    return custom_id is not None and isinstance(decode(custom_id), route)


def _button(message: Message, route: type[Route]) -> str | None:
    return next((one["custom_id"] for one in _components(message) if _is(one, route)), None)


def _waiting(panel: Message) -> Iterator[tuple[str, int]]:
    """For what people wait, and how many, as the panel says."""
    for title, waiting in _WAITING.findall(_text(panel)):
        yield title, int(waiting)
