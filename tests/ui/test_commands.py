"""The commands as Discord is told of them, and where they may be used."""

from typing import Any

import discord

from tests.support.world import EPHEMERAL, World

IN_COMPANY = ("mixer", "report")


def _synced(world: World) -> list[Any]:
    return world.requests("PUT", "/commands")


async def test_synced_only_when_changed(small: World) -> None:
    """Discord is told of the commands on the first start, and again only when they are others than the last time."""
    assert len(_synced(small)) == 1
    await small.restart()
    assert len(_synced(small)) == 1
    small.write("UPDATE marks SET value = 'of an earlier version' WHERE name LIKE 'commands/%'")
    await small.restart()
    assert len(_synced(small)) == 2
    await small.restart()
    assert len(_synced(small)) == 2


async def test_commands_work_everywhere(small: World) -> None:
    """What one does alone works in servers, the bot's DM and private channels, installed for a server or oneself."""
    (commands,) = _synced(small)
    alone = [one for one in commands if one["name"] not in IN_COMPANY]
    assert {"practice", "feedback", "settings"} <= {one["name"] for one in alone}
    for one in alone:
        assert sorted(one["contexts"]) == [0, 1, 2], one["name"]
        assert sorted(one["integration_types"]) == [0, 1], one["name"]
        assert one["default_member_permissions"] is None, one["name"]


async def test_company_is_found_in_servers(small: World) -> None:
    """What needs other people is offered where they are: in servers that the bot is in."""
    (commands,) = _synced(small)
    company = [one for one in commands if one["name"] in IN_COMPANY]
    assert len(company) == len(IN_COMPANY)
    for one in company:
        assert one["contexts"] == [0], one["name"]
        assert one["integration_types"] == [0], one["name"]


async def test_no_privileged_intent(small: World) -> None:
    """The bot runs without any intent that Discord has to grant, and so never sees what people write in servers."""
    asked = small.client.intents
    assert [asked.members, asked.presences, asked.message_content] == [False] * 3


async def test_private_channel(small: World) -> None:
    """In a private channel of several people, the answer is for the person who asked, and nobody else."""
    dm = small.ana.user.dm_channel.id
    channel = {"id": str(dm), "type": 3, "recipients": [], "name": "us"}
    result = small.ask_raw(small.ana, dm, "practice", context=2, channel=channel)
    await small.env.settle()
    assert result.ephemeral
    assert small.answer(result).menus


async def test_unknown_locale(small: World) -> None:
    """Somebody whose language Rapport does not speak is answered in English."""
    result = small.ask_raw(small.ana, small.lobby.id, "practice", locale="th")
    await small.env.settle()
    assert "What would you like to practise?" in small.answer(result).text


async def test_answers_in_a_server_are_private(small: World) -> None:
    """Nothing that the bot answers in a server is seen by anybody but the person who asked."""
    await small.begin(small.ana, "bench")
    for command in ("practice", "feedback", "settings"):
        await small.ask(small.ana, command)
    answers = [body for body in small.requests("POST", "/callback") if body and body["type"] == 4]
    assert len(answers) == 4
    assert all(body["data"]["flags"] & EPHEMERAL for body in answers)
    assert small.lobby.history(viewer=small.ben) == []


async def test_leaving_and_joining_servers(small: World) -> None:
    """Coming into a server, and being sent away, is no event that needs anything from the bot."""
    other = small.env.create_guild("Elsewhere")
    await small.env.settle()
    assert isinstance(small.client.get_guild(other.id), discord.Guild)
    assert small.env.errors == []
