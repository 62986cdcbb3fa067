"""A server on the evening of a mixer: people, a lobby, and what they do there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle

from bot.domain.mixer import Pace
from bot.ui.routes import encode
from bot.ui.routes.mixing import Join
from tests.support.world import Shown, World

PACE = Pace()
_numbers = count(1)


@dataclass
class Evening:
    """The lobby is in #mixers, reports go to #mods, and Ana owns the right to manage the server."""

    world: World
    guild: GuildHandle
    mixers: ChannelHandle
    mods: ChannelHandle
    host: MemberActor
    people: list[MemberActor] = field(default_factory=list[MemberActor])

    @property
    def panel(self) -> Shown:
        """The last message in the lobby that is the bot's."""
        return self.messages(self.mixers)[-1]

    def messages(self, channel: ChannelHandle) -> list[Shown]:
        """What the bot wrote in a channel."""
        bot, plain = self.world.env.backend.bot_user.id, discord.MessageType.default
        found = [one for one in channel.history() if one.author.id == bot and one.type is plain]
        return [self.world.message(channel.id, one.id) for one in found]

    def threads(self) -> list[ChannelHandle]:
        return self.mixers.threads

    def thread(self, at: int = -1) -> ChannelHandle:
        return self.threads()[at]

    def said(self, thread: ChannelHandle) -> list[str]:
        """The texts of the bot in a thread, in order."""
        return [shown.text for shown in self.messages(thread)]

    def inside(self, thread: ChannelHandle) -> set[int]:
        """Who is in a thread, besides the bot."""
        backend = self.world.env.backend
        return set(backend.get_channel(thread.id).thread_members) - {backend.bot_user.id}

    def crowd(self, size: int) -> list[MemberActor]:
        """So many more members of the server."""
        names = [f"guest{next(_numbers)}" for _ in range(size)]
        made = [self.guild.add_member(self.world.env.create_user(name)) for name in names]
        self.people += made
        return made

    async def join(self, person: MemberActor, topic: str | None = "films") -> Shown:
        """Press Join on the panel and choose; the answer."""
        offered = self.world.answer(await self.world.press(person, self.panel, encode(Join())))
        if topic is None:
            return await self.world.tap(person, offered, "Surprise me")
        return await self.world.pick(person, offered, topic)

    async def group(self, size: int = 4, topic: str | None = "films") -> tuple[ChannelHandle, list[MemberActor]]:
        """So many strangers join one after the other; the thread that opens for the last of them."""
        people = self.crowd(size)
        for person in people:
            await self.join(person, topic)
        return self.thread(), people

    async def talk(self, thread: ChannelHandle, people: Sequence[MemberActor], times: int = 1) -> None:
        """Each says something, so many times."""
        for _ in range(times):
            for person in people:
                await person.send(thread, "something that is nobody else's business")

    async def wait(self, seconds: float) -> None:
        await self.world.env.advance_time(seconds)

    async def whole(self, thread: ChannelHandle, people: Sequence[MemberActor]) -> None:
        """Everybody talks from Hello on until kudos."""
        await self.talk(thread, people)
        await self.wait(PACE.hello + 1)
        for _ in range(PACE.rounds):
            await self.talk(thread, people)
            await self.wait(PACE.round + 1)
        await self.wait(PACE.balance + 1)


async def open_evening(world: World, guild: GuildHandle | None = None) -> Evening:
    """Set up the lobby as a host does, in the one server or in another `guild`."""
    guild = guild or world.guild
    mixers, mods = guild.create_text_channel("mixers"), guild.create_text_channel("mods")
    hosts = guild.create_role("hosts", permissions=discord.Permissions(manage_guild=True))
    host = guild.add_member(world.env.create_user(f"hanna{next(_numbers)}"), roles=[hosts])
    evening = Evening(world, guild, mixers, mods, host)
    await host.slash(mixers, "mixer setup", reports=mods)
    return evening


def weaken(world: World, *names: str, granted: bool = False) -> None:
    """Take permissions from the bot, or give them back."""
    backend = world.env.backend
    guild = backend.get_guild(world.guild.id)
    for role in list(guild.roles.values()):
        if role.managed or role.id == guild.id:
            permissions = discord.Permissions(role.permissions)
            permissions.update(**dict.fromkeys(names, granted))
            backend.edit_role(guild.id, role.id, {"permissions": permissions.value})
