"""Tables of what a player tells of themselves and asks for: check-ins, tries, reminders, the language.

What the tables say about themselves, for `bot/storage/personal.py`:

- `Table.info["age"]` names the columns by which rows become too old to keep: once all the instants in them are.
- `Column.info["person"]` marks a column that holds a person's id where no foreign key to `players` says so. Its value
  is `"own"`, or `"other"` where the row belongs to somebody else (such as whom they blocked): it is erased with this
  person, but never shown to them. `"among"` marks a text of such ids with spaces between: the id is taken out.
- `Column.info["secret"]` keeps a column out of exports: it opens a door, and says nothing about anybody.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    text,
)

from bot.storage.tables import UtcDateTime, metadata

NOTE_TEXT = 300  # a line of one's own

_Id = BigInteger().with_variant(Integer(), "sqlite")
_Snowflake = BigInteger

checkins = Table(
    "checkins",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("player_id", _Snowflake, ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # 1 (hard) to 5 (easy), in the words of `bot/domain/checkins.py`.
    Column("effort", SmallInteger, nullable=False),
    Column("energy", SmallInteger, nullable=False),
    Column("attention", SmallInteger, nullable=False),
    Column("carrying", SmallInteger, nullable=False),
    Column("back_then", SmallInteger),
    # Which of the player's it is, from 1: earlier ones may be too old to be kept by now.
    Column("number", Integer, nullable=False, server_default="1"),
    # Whether they practised since the one before.
    Column("practised", Boolean, nullable=False, server_default=false()),
    Index("ix_checkins_player_at", "player_id", "at"),
    sqlite_autoincrement=True,
    info={"age": ("at",)},
)

tries = Table(
    "tries",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("player_id", _Snowflake, ForeignKey("players.id", ondelete="CASCADE"), nullable=False),
    Column("challenge", String(64), nullable=False),
    Column("trait", String(16), nullable=False),
    Column("level", SmallInteger, nullable=False),
    # As it read when it was taken: the file may change.
    Column("words", Text, nullable=False),
    Column("taken_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, index=True),
    # From when on it is being asked about, until the question has arrived.
    Column("asking_since", UtcDateTime),
    Column("outcome", String(16)),
    Column("answered_at", UtcDateTime),
    Column("note", String(NOTE_TEXT)),
    Index("ix_tries_player", "player_id", "id"),
    sqlite_autoincrement=True,
    info={"age": ("taken_at", "due_at", "answered_at")},
)
# One open try of a challenge for each player: a second click takes nothing twice.
Index(
    "uq_tries_open",
    tries.c.player_id,
    tries.c.challenge,
    unique=True,
    sqlite_where=text("outcome IS NULL"),
    postgresql_where=text("outcome IS NULL"),
)

reminders = Table(
    "reminders",
    metadata,
    Column(
        "player_id", _Snowflake, ForeignKey("players.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("days", SmallInteger, nullable=False),  # a bit for each weekday, Monday is 1
    Column("hour", SmallInteger, nullable=False),
    Column("quiet_from", SmallInteger, nullable=False),
    Column("quiet_to", SmallInteger, nullable=False),
    Column("zone", String(64)),
    Column("due_at", UtcDateTime, index=True),  # only while reminders are on
    Column("sent_at", UtcDateTime),
    Column("unanswered", Integer, nullable=False),
    Column("stopped", String(16)),  # why they were turned off, where it was not by the player
)

languages = Table(
    "languages",
    metadata,
    Column(
        "player_id", _Snowflake, ForeignKey("players.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("chosen", String(16)),
    Column("seen", String(16)),  # the language of their Discord when last heard of
)
