"""Servers with a lobby."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update

from bot.domain.mixer import Stage
from bot.domain.schedule import Phase
from bot.storage.database import Transaction
from bot.storage.dialects import upsert
from bot.storage.tables_mixers import members, mixers, queue, scheduled, servers


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server's mixers happen. `panel` is None while there is none; `number` tells its messages apart.

    `zone` is None until a host has said by whose clocks mixers are scheduled.
    """

    id: int
    lobby: int
    reports: int
    voice: bool
    panel: int | None
    number: int
    open: bool
    zone: str | None


async def set_up(tx: Transaction, server: int, lobby: int, reports: int, voice: bool, at: datetime) -> Server:
    """Keep where a server's lobby is. A panel in another channel is forgotten."""
    before = await find(tx, server)
    moved = before is None or before.lobby != lobby
    values = {
        "lobby_id": lobby,
        "reports_id": reports,
        "voice": voice,
        "panel_id": None if before is None or moved else before.panel,
        "panel_no": 1 if before is None else before.number + moved,
        "stale": True,
        "open": True,
        "changed_at": at,
    }
    await upsert(tx, servers, {"id": server}, values)
    found = await find(tx, server)
    assert found is not None
    return found


async def find(tx: Transaction, server: int) -> Server | None:
    row = (await tx.execute(select(servers).where(servers.c.id == server))).one_or_none()
    return _server(row) if row else None


async def lock(tx: Transaction, server: int) -> Server | None:
    """A server, kept from other writers until the transaction ends.

    Who changes a server's line, its mixers or what is scheduled in it locks the server first, before any player: so
    what was read stays so, nobody is seated twice, and nothing waits in a circle. Of several, the lowest comes first.
    """
    # Rows that only refer to a server can be added meanwhile.
    query = select(servers).where(servers.c.id == server).with_for_update(key_share=True)
    row = (await tx.execute(query)).one_or_none()
    return _server(row) if row else None


async def lock_of_person(tx: Transaction, person: int) -> frozenset[int]:
    """Lock every server in which somebody waits, or was in a mixer; which those are."""
    found = await of_person(tx, person)
    for server in sorted(found):
        await lock(tx, server)
    return found


async def of_person(tx: Transaction, person: int) -> frozenset[int]:
    """The servers in which somebody waits, or was in a mixer."""
    waits = select(queue.c.server_id).where(queue.c.player_id == person)
    met = select(mixers.c.server_id).join(members, members.c.mixer_id == mixers.c.id)
    query = waits.union(met.where(members.c.player_id == person))
    return frozenset((await tx.execute(query)).scalars())


async def close(tx: Transaction, server: int) -> None:
    """A server's lobby is closed until a host sets it up again."""
    await tx.execute(update(servers).where(servers.c.id == server).values(open=False, stale=True))


async def all_open(tx: Transaction) -> tuple[Server, ...]:
    """Every server whose lobby is open."""
    query = select(servers).where(servers.c.open).order_by(servers.c.id)
    return tuple(map(_server, (await tx.execute(query)).all()))


async def in_use(tx: Transaction) -> Sequence[int]:
    """The servers whose lobby is open, or that have mixers or scheduled ones that are not over."""
    meeting = select(mixers.c.server_id).where(mixers.c.stage != Stage.OVER.value)
    planned = select(scheduled.c.server_id).where(scheduled.c.phase != Phase.OVER.value)
    query = select(servers.c.id).where(or_(servers.c.open, servers.c.id.in_(meeting), servers.c.id.in_(planned)))
    return (await tx.execute(query.order_by(servers.c.id))).scalars().all()


async def any_stale(tx: Transaction) -> bool:
    """Whether any panel shows what is no longer so."""
    return (await tx.execute(select(servers.c.id).where(servers.c.stale).limit(1))).first() is not None


async def take_stale(tx: Transaction, but: Collection[int] = ()) -> Server | None:
    """A server whose panel shows what is no longer so, if there is one. It counts as up to date from here on."""
    query = select(servers).where(servers.c.stale, servers.c.id.not_in(but)).limit(1).with_for_update(key_share=True)
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        return None
    await tx.execute(update(servers).where(servers.c.id == row.id).values(stale=False))
    return _server(row)


async def touch(tx: Transaction, server: int) -> None:
    """A server's panel is to be drawn again."""
    await tx.execute(update(servers).where(servers.c.id == server).values(stale=True))


async def drawn(tx: Transaction, server: int, panel: int | None) -> None:
    """A server's panel is this message, or there is none to be had."""
    await tx.execute(update(servers).where(servers.c.id == server).values(panel_id=panel))


async def has_panel(tx: Transaction, channel: int, message: int | None = None) -> bool:
    """Whether this message is a panel; without one, whether there is a panel in the channel."""
    found = select(servers.c.id).where(*_panel_at(channel, message)).limit(1)
    return (await tx.execute(found)).first() is not None


async def panel_in(tx: Transaction, channel: int) -> int | None:
    """The panel in a channel, if there is one."""
    query = select(servers.c.panel_id).where(*_panel_at(channel, None)).limit(1)
    return (await tx.execute(query)).scalar_one_or_none()


async def panel_lost(tx: Transaction, channel: int, message: int | None = None) -> bool:
    """A message of this channel, or the whole channel, was deleted. Whether a panel has to be sent anew."""
    values = {"panel_id": None, "panel_no": servers.c.panel_no + 1, "stale": True}
    lost = update(servers).where(*_panel_at(channel, message)).values(values)
    return (await tx.execute(lost)).rowcount > 0


def _panel_at(channel: int, message: int | None) -> list[ColumnElement[bool]]:
    where = [servers.c.lobby_id == channel, servers.c.panel_id.is_not(None)]
    if message is not None:
        where.append(servers.c.panel_id == message)
    return where


async def set_zone(tx: Transaction, server: int, zone: str) -> None:
    """By whose clocks mixers are scheduled here."""
    await tx.execute(update(servers).where(servers.c.id == server).values(zone=zone))


def _server(row: object) -> Server:
    columns = ("id", "lobby_id", "reports_id", "voice", "panel_id", "panel_no", "open", "zone")
    return Server(*(getattr(row, name) for name in columns))
