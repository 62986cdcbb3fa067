"""What people do beside playing: filling in forms, coming back after days."""

from datetime import datetime
from typing import Any

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from tests.support.world import Shown, World

DAY = 86_400.0
LOOK = 60.0  # seconds, in which the alarm rings at least once
WELL = {"effort": "4", "energy": "4", "attention": "4", "carrying": "4"}


async def agree(world: World, actor: MemberActor) -> Shown:
    """Press Start once, so that there is somebody to keep things about."""
    return await world.begin(actor, "senior-student")


async def fill(world: World, actor: MemberActor, opened: InteractionResult, **values: str) -> Shown:
    """Fill in the form that was shown, and send it off; the answer."""
    assert opened.modal is not None, "there is no form"
    in_dm = world.env.backend.get_channel(opened._interaction.channel_id).guild_id is None
    who: Any = actor.user if in_dm else actor
    return world.answer(await who.submit_modal(opened, values))


def fields(opened: InteractionResult) -> dict[str, dict[str, Any]]:
    """The fields of a form by their custom_id."""
    assert opened.modal is not None, "there is no form"
    return {
        one["component"]["custom_id"]: one["component"] | {"label": one["label"]} for one in opened.modal["components"]
    }


async def check_in(world: World, actor: MemberActor, **values: str) -> Shown:
    """/checkin in the lobby, answered with 4 everywhere unless said otherwise."""
    opened = await actor.slash(world.lobby, "checkin")
    given = {name: WELL.get(name, "3") for name in fields(opened)} | values
    return await fill(world, actor, opened, **given)


async def wait(world: World, days: float) -> None:
    """Let days go by. The bot's alarm rings at their end, and not each half minute of them."""
    await jump(world, days * DAY)


async def jump(world: World, seconds: float) -> None:
    """Let the clock jump, as on a machine that slept, and give the bot a minute to look around."""
    if seconds > LOOK:
        world.env._move_clock(world.env._virtual_time + seconds - LOOK)
    await world.env.advance_time(min(seconds, LOOK))


async def until(world: World, moment: datetime) -> None:
    """Let the clock jump to a moment, and give the bot a minute from then on."""
    world.env._move_clock(world.env._virtual_time + (moment - world.env.now()).total_seconds())
    await world.env.advance_time(LOOK)


def traces(world: World, person: int) -> list[str]:
    """Where in the database a person's id stands, in any column of any table."""
    tables = [row["name"] for row in world.rows("sqlite_master") if row["type"] == "table"]
    return [
        f"{table}.{column}"
        for table in tables
        for row in world.rows(table)
        for column, value in row.items()
        if str(person) in str(value)
    ]
