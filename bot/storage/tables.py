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
_Id = BigInteger().with_variant(Integer(), "sqlite")
_Snowflake = BigInteger

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
    Column("id", _Snowflake, primary_key=True, autoincrement=False),
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
    Column("id", _Id, primary_key=True),
    Column("player_id", _Snowflake, ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("version", String(64), ForeignKey("versions.hash"), nullable=False),
    Column("scenario_id", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    # Grows with each move: two clicks at once both ask for the same number, and one of them gets it.
    Column("seq", Integer, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ending", String(64)),
    # The live message: where the run's card is. Ephemeral ones cannot be reached through their channel.
    Column("channel_id", _Snowflake),
    Column("message_id", _Snowflake),
    Column("ephemeral", Boolean, nullable=False),
    Index("ix_runs_player_version", "player_id", "version"),
    sqlite_autoincrement=True,
)
# One open run of a scenario for each player: a second click on Start goes on with the first one's run.
Index(
    "uq_runs_open",
    runs.c.player_id,
    runs.c.scenario_id,
    unique=True,
    sqlite_where=text("ended_at IS NULL"),
    postgresql_where=text("ended_at IS NULL"),
)

moves = Table(
    "moves",
    metadata,
    Column("run_id", _Id, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("choice", String(96), nullable=False),
    Column("option", String(64), nullable=False),
    Column("silent", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("player_id", _Snowflake, ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("version", String(64), nullable=False),
    Column("choice", String(96), nullable=False),
    Column("trait", String(16), nullable=False),
    Column("r", Float, nullable=False),
    Column("e", Float, nullable=False),
    Column("points", Integer, nullable=False),
    Column("run_id", _Id, ForeignKey("runs.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("seq", Integer, nullable=False),
    # Only the first play of a choice in a scenario version counts.
    UniqueConstraint("player_id", "version", "choice", "trait"),
    Index("ix_evidence_recent", "player_id", "trait", "id"),
    sqlite_autoincrement=True,
)

timers = Table(
    "timers",
    metadata,
    Column("run_id", _Id, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    # An ephemeral card can be edited only with its interaction's token, which dies after 15 minutes.
    Column("token", Text),
)

marks = Table(
    "marks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
