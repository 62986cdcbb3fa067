"""The tables of mixers. Nothing that people write is in any of them."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from bot.storage.tables import ID, SNOWFLAKE, UtcDateTime, metadata

_PLAYER = "players.id"

servers = Table(
    "servers",
    metadata,
    Column("id", SNOWFLAKE, primary_key=True, autoincrement=False),
    Column("lobby_id", SNOWFLAKE, nullable=False),
    Column("reports_id", SNOWFLAKE, nullable=False),
    Column("voice", Boolean, nullable=False),
    # The panel. `panel_no` grows when one is lost, so that the next one is another message.
    Column("panel_id", SNOWFLAKE),
    Column("panel_no", Integer, nullable=False),
    Column("stale", Boolean, nullable=False),
    # False once the bot was removed or may not open rooms any more, until a host sets it up again.
    Column("open", Boolean, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("zone", String(64)),  # by whose clocks mixers are scheduled here, once a host has said so
)

# Mixers at an hour. Nobody's id is in here: who said yes is asked of Discord, who is there stands in the queue.
scheduled = Table(
    "scheduled",
    metadata,
    Column("id", ID, primary_key=True),
    Column("server_id", SNOWFLAKE, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("topic", String(40)),  # none: a surprise
    Column("starts_at", UtcDateTime, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("weekly", Boolean, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("looked", Boolean, nullable=False),  # whether enough said yes
    Column("event_id", SNOWFLAKE, index=True),
    Column("door_id", SNOWFLAKE),  # the message by which people say that they are there
    Column("outcome", String(16)),
    Column("untidy", Boolean, nullable=False),  # over, but its event and its door do not show it yet
    Column("due_at", UtcDateTime, index=True),  # when to look at it next; none once it is over
    # Its time on the wall clock, as in 02:30: not that of `starts_at` on a day that leaves it out. None of old ones.
    Column("wall", String(5)),
    sqlite_autoincrement=True,
    info={"age": ("starts_at",)},
)
_untidy = text("untidy")
Index("ix_scheduled_untidy", scheduled.c.id, sqlite_where=_untidy, postgresql_where=_untidy)

queue = Table(
    "queue",
    metadata,
    Column("server_id", SNOWFLAKE, ForeignKey("servers.id", ondelete="CASCADE"), primary_key=True),
    Column("player_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), primary_key=True, index=True),
    Column("topic", String(40)),  # none: a surprise
    Column("since", UtcDateTime, nullable=False, index=True),
    Column("front", Boolean, nullable=False),
    # The answer that says that one waits. It can be changed for 15 minutes.
    Column("answer_id", SNOWFLAKE),
    Column("token", Text, info={"secret": True}),
    Column("scheduled_id", SNOWFLAKE),  # there for a scheduled mixer that has not begun
)

mixers = Table(
    "mixers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("server_id", SNOWFLAKE, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False),
    Column("topic", String(40), nullable=False),
    Column("seed", SNOWFLAKE, nullable=False),
    Column("voice", Boolean, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("round", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("nudged", Boolean, nullable=False),
    Column("weighed", Integer, nullable=False),
    # When to look at it next; none once it is over.
    Column("due_at", UtcDateTime, index=True),
    Column("thread_id", SNOWFLAKE, index=True),
    Column("voice_id", SNOWFLAKE, index=True),
    Column("reason", String(16)),  # why it ended before its time
    Column("scheduled_id", SNOWFLAKE, index=True),  # which scheduled mixer it came of
    # A few are open, of all that there ever were.
    Index("ix_mixers_stage", "stage", "server_id"),
    Index("ix_mixers_server", "server_id", "stage"),
    sqlite_autoincrement=True,
    info={"age": ("opened_at",)},
)

members = Table(
    "members",
    metadata,
    Column("mixer_id", ID, ForeignKey("mixers.id", ondelete="CASCADE"), primary_key=True),
    Column("player_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), primary_key=True, index=True),
    Column("seat", Integer, nullable=False),
    Column("said", Integer, nullable=False),
    Column("spoke", Float, nullable=False),  # seconds in the voice room
    Column("in_voice_since", UtcDateTime),
    Column("heard_at", UtcDateTime),
    Column("here", Boolean, nullable=False),
    Column("hinted", Boolean, nullable=False),
    Column("answer_id", SNOWFLAKE),
    Column("token", Text, info={"secret": True}),
)

met = Table(
    "met",
    metadata,
    Column("one", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), primary_key=True),
    Column("other", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), primary_key=True, index=True),
    Column("times", Integer, nullable=False),
)

kudos = Table(
    "kudos",
    metadata,
    Column("id", ID, primary_key=True),
    Column("mixer_id", ID, ForeignKey("mixers.id", ondelete="CASCADE"), nullable=False),
    Column("giver_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), nullable=False, index=True),
    Column("receiver_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), nullable=False, index=True),
    Column("trait", String(16), nullable=False),
    UniqueConstraint("mixer_id", "giver_id", "receiver_id"),
    sqlite_autoincrement=True,
)

blocks = Table(
    "blocks",
    metadata,
    Column("blocker_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), primary_key=True),
    Column("blocked_id", SNOWFLAKE, primary_key=True, index=True, autoincrement=False, info={"person": "other"}),
)

reports = Table(
    "reports",
    metadata,
    Column("id", ID, primary_key=True),
    Column("server_id", SNOWFLAKE, ForeignKey("servers.id", ondelete="CASCADE"), nullable=False),
    Column("mixer_id", ID, ForeignKey("mixers.id", ondelete="SET NULL")),
    Column("reporter_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), nullable=False),
    Column("reason", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_reports_recent", "reporter_id", "at"),
    sqlite_autoincrement=True,
    info={"age": ("at",)},
)

# What a mixer says: put here with the step that causes it, in one transaction, and sent afterwards. The nonce follows
# from the row, so that Discord takes a second attempt for the first.
sends = Table(
    "sends",
    metadata,
    Column("id", ID, primary_key=True),
    Column("mixer_id", ID, ForeignKey("mixers.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("number", Integer, nullable=False),  # of the round, where there is one
    # Whose direct messages it goes to; 0 for the thread.
    Column("person", SNOWFLAKE, nullable=False, info={"person": "other"}),
    Column("about", Text, nullable=False, info={"person": "among"}),  # ids of the people whom it names, with spaces
    Column("sent_at", UtcDateTime),
    UniqueConstraint("mixer_id", "kind", "number", "person"),
    sqlite_autoincrement=True,
)
_waiting = sends.c.sent_at.is_(None)
Index("ix_sends_waiting", sends.c.id, sqlite_where=_waiting, postgresql_where=_waiting)
_to_people = text("person <> 0")
Index("ix_sends_person", sends.c.person, sqlite_where=_to_people, postgresql_where=_to_people)

attempts = Table(
    "attempts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("player_id", SNOWFLAKE, ForeignKey(_PLAYER, ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_attempts_recent", "player_id", "kind", "at"),
    sqlite_autoincrement=True,
    info={"age": ("at",)},
)
