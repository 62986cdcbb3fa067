"""What mixers have to say, and what of it is said already.

A row is written in the transaction of the step that causes it, and marked once it was sent. A process that ends between
the two sends it again with the same nonce, which Discord takes for the same message.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import blake2b

from sqlalchemy import func, select, update

from bot.storage.database import Transaction
from bot.storage.dialects import insert_unless_there
from bot.storage.tables_mixers import sends

NONCE_BYTES = 12  # 24 characters; Discord takes 25


class Kind(StrEnum):
    """What a message of a mixer is."""

    WELCOME = "welcome"
    NUDGE = "nudge"
    ROUND = "round"
    BALANCE = "balance"
    KUDOS = "kudos"
    GOODBYE = "goodbye"
    LEFT = "left"  # somebody went, or was let go
    JOINED = "joined"  # somebody came late
    LET_GO = "let-go"  # to them, in private
    HINT = "hint"  # in private
    GIFT = "gift"  # the kudos that somebody got, in private
    CLOSED = "closed"  # its number is 1 where whoever is left stands in line
    LOST = "lost"  # that a mixer is over whose thread cannot be reached, in private
    ALERT = "alert"  # to the hosts
    IN = "in"  # no message: add somebody to the thread
    OUT = "out"  # no message: take somebody out of the thread
    ARCHIVE = "archive"  # no message: put the room away


@dataclass(frozen=True, slots=True)
class Send:
    """A message to send: to the thread, or to one `person` in private. `about` are people whom it names."""

    id: int
    mixer: int
    kind: Kind
    number: int
    person: int | None
    about: tuple[int, ...]

    @property
    def nonce(self) -> str:
        """The same for the same message, however often it is tried."""
        return blake2b(f"send/{self.id}".encode(), digest_size=NONCE_BYTES).hexdigest()


async def plan(
    tx: Transaction,
    mixer: int,
    kind: Kind,
    *,
    number: int = 0,
    person: int | None = None,
    about: Iterable[int] = (),
) -> None:
    """Have something said; what is planned already, or was said, is not said again."""
    values = {
        "mixer_id": mixer,
        "kind": kind.value,
        "number": number,
        "person": person or 0,
        "about": " ".join(map(str, about)),
    }
    await insert_unless_there(tx, sends, values)


async def next_number(tx: Transaction, mixer: int, kind: Kind) -> int:
    """A number that no message of this kind has had in a mixer, whoever was erased since."""
    query = select(func.max(sends.c.number)).where(sends.c.mixer_id == mixer, sends.c.kind == kind.value)
    return ((await tx.execute(query)).scalar_one_or_none() or 0) + 1


async def waiting(tx: Transaction, limit: int = 200) -> Sequence[Send]:
    """What is still to be sent, in the order planned."""
    query = select(sends).where(sends.c.sent_at.is_(None)).order_by(sends.c.id).limit(limit)
    return [
        Send(row.id, row.mixer_id, Kind(row.kind), row.number, row.person or None, tuple(map(int, row.about.split())))
        for row in (await tx.execute(query)).all()
    ]


async def sent(tx: Transaction, send: int, at: datetime) -> None:
    """This was sent, or cannot be; nobody needs to know any more whom it named."""
    await tx.execute(update(sends).where(sends.c.id == send).values(sent_at=at, about=""))


async def drop(tx: Transaction, mixer: int, at: datetime, *, thread: bool) -> None:
    """Whatever was to be said in a mixer's thread is not. Who has left still goes out of it, if there is a `thread`."""
    kept = [Kind.ALERT, Kind.LET_GO, Kind.GIFT, Kind.LOST, *([Kind.OUT] if thread else [])]
    where = (sends.c.mixer_id == mixer, sends.c.sent_at.is_(None), sends.c.kind.not_in([one.value for one in kept]))
    await tx.execute(update(sends).where(*where).values(sent_at=at, about=""))
