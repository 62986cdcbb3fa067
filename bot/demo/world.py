"""Who and what there is in the demo: one server, four people, and the places each of them can see."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord
from PIL import Image, ImageDraw, ImageFont
from simcord import ChannelHandle, Env, GuildHandle, MemberActor, RoleHandle, UserHandle
from simcord.backend.access import channel_accessible
from simcord.backend.cdn import CDN_BASE
from simcord.enums import ChannelType

BOT_NAME = "Rapport"
SERVER_NAME = "The Commons"
CHANNELS = {
    "lobby": "Say hello, then type /practice",
    "mixers": "Where people meet to practise with each other",
}
DIRECT = "dm"

# What the invitation link of the bot asks for, and no more.
BOT_PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_private_threads=True,
    manage_threads=True,
    create_events=True,
    manage_events=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
SHOWN = frozenset({ChannelType.TEXT, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD})


@dataclass(frozen=True, slots=True)
class Cast:
    """A person before there is a world: the key in addresses, the name, a word about them, their colour."""

    key: str
    name: str
    about: str
    colour: str


CAST = (
    Cast("ada", "Ada", "She runs the server", "#7c5cff"),
    Cast("bo", "Bo", "New here, a little shy", "#e0704f"),
    Cast("chen", "Chen", "Would rather listen first", "#2f9e6e"),
    Cast("dara", "Dara", "Likes a mixer", "#c2497f"),
)
# Played by a script, see `friends.py`: nobody can be them.
FRIENDS = (
    Cast("eli", "Eli", "Talks, and knows it", "#8a6d3b"),
    Cast("fay", "Fay", "Asks", "#3b8a86"),
    Cast("gus", "Gus", "Has to be drawn in", "#5b6470"),
)
BOT_COLOUR = "#3f6fe0"


@dataclass(frozen=True, slots=True)
class Person:
    cast: Cast
    user: UserHandle
    member: MemberActor


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere one can be: `key` is its part of the address, `name` what people call it."""

    key: str
    name: str
    kind: str
    channel: ChannelHandle


@dataclass(frozen=True, slots=True)
class World:
    env: Env
    server: GuildHandle
    people: tuple[Person, ...]
    friends: tuple[Person, ...]
    pictures: dict[str, tuple[str, bytes]]
    """The faces: address -> (file name, PNG)."""

    def channel(self, name: str) -> ChannelHandle:
        """A channel by its name. Raises StopIteration where there is none."""
        return next(one for one in self.server.channels.values() if one.name == name)

    def person(self, key: str) -> Person | None:
        return next((person for person in self.people if person.cast.key == key), None)

    def places(self, person: Person) -> tuple[Place, ...]:
        """What this person can see now: their conversation with the bot, then channels, then threads."""
        backend, viewer = self.env.backend, person.user.id
        rooms = sorted(
            (room.is_thread, room.id)
            for room in backend.channels.values()
            if room.type in SHOWN and channel_accessible(backend, room.id, viewer, history=True)
        )
        direct = Place(DIRECT, BOT_NAME, "direct", person.user.dm_channel)
        return (direct, *(self._room(room_id) for _, room_id in rooms))

    def place(self, person: Person, key: str) -> Place | None:
        """The place by its key or by its channel id, if this person can see it."""
        places = self.places(person)
        return next((place for place in places if key in (place.key, str(place.channel.id))), None)

    def _room(self, channel_id: int) -> Place:
        channel = self.env.backend.get_channel(channel_id)
        handle = ChannelHandle(self.env, self.server, channel)
        if channel.is_thread:
            return Place(str(channel.id), channel.name or "thread", "thread", handle)
        return Place(channel.name or str(channel.id), channel.name or "channel", "channel", handle)


def build(env: Env) -> World:
    """Make the world, with the same ids at each start.

    They follow from the order in which things are made and from a clock that stands still meanwhile. So what
    the bot keeps about somebody goes on being about them. For that reason add new things at the end.
    """
    bot = env.backend.bot_user
    bot.name, bot.global_name = BOT_NAME.lower(), BOT_NAME
    users = [env.create_user(cast.key, global_name=cast.name) for cast in CAST]
    server = env.create_guild(SERVER_NAME, owner=users[0])
    for role in env.backend.get_guild(server.id).roles.values():
        if role.managed:
            role.name, role.permissions = BOT_NAME, BOT_PERMISSIONS.value
    owner = MemberActor(env, server, users[0])
    members = [owner, *(server.add_member(user) for user in users[1:])]
    for name, topic in CHANNELS.items():
        server.create_text_channel(name, topic=topic)
    people = tuple(Person(*who) for who in zip(CAST, users, members, strict=True))
    for person in people:
        _ = person.user.dm_channel  # made when first asked for
    friends = tuple(_friend(env, server, cast) for cast in FRIENDS)
    server.create_text_channel("mods", topic="Where reports go", overwrites=_for_hosts(env, server))
    return World(env, server, people, friends, _pictures(env, (*people, *friends)))


def _for_hosts(env: Env, server: GuildHandle) -> dict[Any, discord.PermissionOverwrite]:
    """A channel that only those who run the server see, and the bot."""
    bot = next(role for role in env.backend.get_guild(server.id).roles.values() if role.managed)
    return {
        server.default_role: discord.PermissionOverwrite(view_channel=False),
        RoleHandle(env, server, bot): discord.PermissionOverwrite(view_channel=True),
    }


def _friend(env: Env, server: GuildHandle, cast: Cast) -> Person:
    user = env.create_user(cast.key, global_name=cast.name)
    return Person(cast, user, server.add_member(user))


def _pictures(env: Env, people: tuple[Person, ...]) -> dict[str, tuple[str, bytes]]:
    faces = [(person.user.id, person.cast.name, person.cast.colour) for person in people]
    pictures: dict[str, tuple[str, bytes]] = {}
    for user_id, name, colour in [*faces, (env.backend.bot_user.id, BOT_NAME, BOT_COLOUR)]:
        user = env.backend.get_user(user_id)
        user.avatar = "face"
        pictures[f"{CDN_BASE}/avatars/{user.id}/face.png"] = (f"{name.lower()}.png", _face(name[0], colour))
    return pictures


def _face(letter: str, colour: str, side: int = 128) -> bytes:
    """A square of one colour with a letter in the middle, as PNG."""
    image = Image.new("RGB", (side, side), colour)
    font = ImageFont.load_default(size=side * 0.55)
    ImageDraw.Draw(image).text((side / 2, side / 2), letter, font=font, fill="white", anchor="mm")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
