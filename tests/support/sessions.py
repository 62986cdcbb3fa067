"""The sessions of a process with Discord: new ones, and servers that are out of sight during an outage."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Any

import pytest
from simcord.backend import serializers
from simcord.gateway import ShardRouter

from tests.support.world import World


def _session(world: World, servers: Collection[int]) -> dict[str, Any]:
    """What Discord says first in a session: which servers there are, and nothing of what is in them."""
    backend = world.env.backend
    return {
        "v": 10,
        "user": dict(serializers.user_payload(backend.bot_user)),
        "guilds": [{"id": str(one), "unavailable": True} for one in servers],
        "session_id": "another",
        "resume_gateway_url": "wss://simcord.invalid",
        "shard": [0, 1],
        "application": {"id": str(backend.application_id), "flags": 0},
    }


def _bot(world: World) -> AbstractContextManager[None]:
    return world.env._bot_scope()


def come_into_sight(world: World, server: int) -> None:
    """Discord shows a server that it has said to be unavailable."""
    shown = dict(serializers.guild_create_payload(world.env.backend, world.env.backend.get_guild(server)))
    with _bot(world):
        world.client._connection.parsers["GUILD_CREATE"](shown | {"unavailable": False})


async def new_session(world: World) -> None:
    """The connection was lost for so long that Discord begins a new session with the same process."""
    servers = list(world.env.backend.guilds)
    with _bot(world):
        world.client._connection.parsers["READY"](_session(world, servers))
    for one in servers:
        come_into_sight(world, one)
    await world.env.settle()


async def revive_without(world: World, server: int) -> None:
    """Start another process on the same database while Discord does not show this server."""
    hidden = world.env.backend.guilds.pop(server)

    def identify(router: ShardRouter, shard: int, **_: Any) -> None:
        router.gateways[shard].feed("READY", _session(world, [server]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ShardRouter, "identify", identify)
        await world.revive()
    world.env.backend.guilds[server] = hidden
    await world.env.settle()
