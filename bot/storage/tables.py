"""The tables. What a person did is appended, never edited; what follows from it can be worked out again."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant in UTC. SQLite keeps no time zone, so it goes in and comes out without one there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only in an INTEGER primary key.
ID = BigInteger().with_variant(Integer(), "sqlite")
SNOWFLAKE = BigInteger

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

players = Table(
    "players",
    metadata,
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("agreed_at", UtcDateTime, nullable=False),
    Column("timers", Boolean, nullable=False),
    Column("dm_open", Boolean, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("scenario_id", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("player_id", SNOWFLAKE, ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("version", String(64), ForeignKey("versions.hash"), nullable=False),
    Column("scenario_id", String(64), nullable=False),
    # `play`, or `rehearsal`: practice from a decision of another run on, which says nothing of the traits.
    Column("kind", String(16), nullable=False, server_default="play"),
    # From which decision; the run may be gone by now, and its number is never given to another one.
    Column("forked_run", ID),
    Column("forked_seq", Integer),
    Column("seed", BigInteger, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    # Grows with each move: two clicks at once both ask for the same number, and one of them gets it.
    Column("seq", Integer, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ending", String(64)),
    # The live message: where the run's card is. Ephemeral ones cannot be reached through their channel.
    Column("channel_id", SNOWFLAKE),
    Column("message_id", SNOWFLAKE),
    Column("ephemeral", Boolean, nullable=False),
    Index("ix_runs_player_version", "player_id", "version"),
    sqlite_autoincrement=True,
)
# One open play of a scenario for each player, and one open rehearsal: a second click goes on with the first one's run.
Index(
    "uq_runs_open",
    runs.c.player_id,
    runs.c.scenario_id,
    runs.c.kind,
    unique=True,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)
# When a scenario was last played to its end is read without going through all the times that it was.
Index(
    "ix_runs_finished",
    runs.c.player_id,
    runs.c.scenario_id,
    runs.c.ended_at,
    sqlite_where=text("ending IS NOT NULL AND kind = 'play'"),
    postgresql_where=text("ending IS NOT NULL AND kind = 'play'"),
)

moves = Table(
    "moves",
    metadata,
    Column("run_id", ID, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("choice", String(96), nullable=False),
    Column("option", String(64), nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", ID, primary_key=True),
    Column("player_id", SNOWFLAKE, ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("version", String(64), nullable=False),
    Column("choice", String(96), nullable=False),
    Column("trait", String(16), nullable=False),
    Column("r", Float, nullable=False),
    Column("e", Float, nullable=False),
    Column("points", Integer, nullable=False),
    Column("run_id", ID, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # Which of the player's evidence on this trait it is, from 1, and the two sums of the estimate after it: where a
    # trait stands, or stood at any time, is one row, however much came before.
    Column("number", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    Column("gain", Float, nullable=False),
    # Only the first play of a choice in a scenario version counts.
    UniqueConstraint("player_id", "version", "choice", "trait"),
    Index("ix_evidence_number", "player_id", "trait", "number"),
    Index("ix_evidence_at", "player_id", "trait", "at"),
    Index("ix_evidence_latest", "player_id", "id"),
    sqlite_autoincrement=True,
)

timers = Table(
    "timers",
    metadata,
    Column("run_id", ID, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    # An ephemeral card can be edited only with its interaction's token, which dies after 15 minutes.
    Column("token", Text, info={"secret": True}),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
