"""Who has met whom, who must not, what was seen in whom, and how often something was tried."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, insert, or_, select

from bot.domain.matching import Pair, pair
from bot.domain.mixer import Stage
from bot.domain.traits import Trait
from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there, upsert
from bot.storage.tables_mixers import attempts, blocks, kudos, members, met, mixers, reports


async def meet(tx: Transaction, people: Iterable[int]) -> None:
    """These people have met, once more."""
    for two in sorted(pair(one, other) for one, other in combinations(people, 2)):  # in one order, whoever writes
        await _meet(tx, two)


async def join(tx: Transaction, newcomer: int, people: Iterable[int]) -> None:
    """Somebody has come to people who have met already."""
    for two in sorted(pair(newcomer, one) for one in people):
        await _meet(tx, two)


async def met_among(tx: Transaction, people: Sequence[int]) -> Mapping[Pair, int]:
    """How often each two of these people have met; pairs that have not are left out."""
    query = select(met).where(met.c.one.in_(people), met.c.other.in_(people))
    return {pair(row.one, row.other): row.times for row in (await tx.execute(query)).all()}


async def blocked_among(tx: Transaction, people: Sequence[int]) -> frozenset[Pair]:
    """The pairs of these people of whom either has blocked the other."""
    query = select(blocks).where(blocks.c.blocker_id.in_(people), blocks.c.blocked_id.in_(people))
    return frozenset(pair(row.blocker_id, row.blocked_id) for row in (await tx.execute(query)).all())


async def block(tx: Transaction, blocker: int, blocked: int) -> None:
    await insert_unless_there(tx, blocks, {"blocker_id": blocker, "blocked_id": blocked})


async def unblock(tx: Transaction, blocker: int, blocked: int) -> bool:
    """Whether there was such a block."""
    where = (blocks.c.blocker_id == blocker, blocks.c.blocked_id == blocked)
    return (await tx.execute(delete(blocks).where(*where))).rowcount > 0


async def give(tx: Transaction, mixer: int, giver: int, receiver: int, trait: Trait) -> None:
    """What somebody saw in somebody; the last word counts."""
    key = {"mixer_id": mixer, "giver_id": giver, "receiver_id": receiver}
    await upsert(tx, kudos, key, {"trait": trait.value})


async def given_by(tx: Transaction, mixer: int, giver: int) -> Mapping[int, Trait]:
    """Whom this person has given something in a mixer."""
    query = select(kudos).where(kudos.c.mixer_id == mixer, kudos.c.giver_id == giver)
    return {row.receiver_id: Trait(row.trait) for row in (await tx.execute(query)).all()}


async def got_in(tx: Transaction, mixer: int, receiver: int) -> Counter[Trait]:
    """What others saw in this person in one mixer."""
    query = select(kudos.c.trait).where(kudos.c.mixer_id == mixer, kudos.c.receiver_id == receiver)
    return Counter(Trait(trait) for trait in (await tx.execute(query)).scalars())


async def receivers(tx: Transaction, mixer: int) -> Sequence[int]:
    """Everybody in whom somebody saw something in a mixer."""
    query = select(kudos.c.receiver_id).where(kudos.c.mixer_id == mixer).distinct().order_by(kudos.c.receiver_id)
    return (await tx.execute(query)).scalars().all()


async def got(tx: Transaction, receiver: int) -> Counter[Trait]:
    """What others saw in this person in all mixers that have said goodbye."""
    done = (Stage.GOODBYE.value, Stage.OVER.value)
    query = (
        select(kudos.c.trait, func.count())
        .join(mixers, and_(mixers.c.id == kudos.c.mixer_id, mixers.c.stage.in_(done)))
        .where(kudos.c.receiver_id == receiver)
        .group_by(kudos.c.trait)
    )
    return Counter({Trait(trait): count for trait, count in (await tx.execute(query)).all()})


async def report(tx: Transaction, server: int, mixer: int | None, reporter: int, reason: str, at: datetime) -> int:
    """Keep that something was reported, and its number; what happened is in the thread, not here."""
    values = {"server_id": server, "mixer_id": mixer, "reporter_id": reporter, "reason": reason, "at": at}
    number: int = (await tx.execute(insert(reports).values(values).returning(reports.c.id))).scalar_one()
    return number


async def reported_since(tx: Transaction, reporter: int, since: datetime) -> int:
    return await _count(tx, reports, reports.c.reporter_id == reporter, reports.c.at > since)


async def attempt(tx: Transaction, person: int, kind: str, at: datetime) -> None:
    await tx.execute(insert(attempts).values({"player_id": person, "kind": kind, "at": at}))


async def attempted_since(tx: Transaction, person: int, kind: str, since: datetime) -> int:
    """How often something was tried since then; what is older is forgotten."""
    mine = (attempts.c.player_id == person, attempts.c.kind == kind)
    await tx.execute(delete(attempts).where(*mine, attempts.c.at <= since))
    return await _count(tx, attempts, *mine)


async def has_joined(tx: Transaction, person: int) -> bool:
    """Whether somebody has stood in a line or been in a mixer, as far as that is still kept."""
    stood = exists().where(attempts.c.player_id == person, attempts.c.kind == "join")
    was_in = exists().where(members.c.player_id == person)
    return bool((await tx.execute(select(or_(stood, was_in)))).scalar_one())


async def _meet(tx: Transaction, two: Pair) -> None:
    key = {"one": two[0], "other": two[1]}
    await upsert(tx, met, key, {"times": await _times(tx, two) + 1})


async def _times(tx: Transaction, two: Pair) -> int:
    query = select(met.c.times).where(met.c.one == two[0], met.c.other == two[1])
    return (await tx.execute(query)).scalar_one_or_none() or 0


async def _count(tx: Transaction, table: Table, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(*where)
    return (await tx.execute(query)).scalar_one()
