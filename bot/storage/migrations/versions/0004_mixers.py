"""Mixers: servers, lines, rooms, who met whom, kudos, blocks, reports, what is to be sent, scheduled mixers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "servers",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lobby_id", sa.BigInteger(), nullable=False),
        sa.Column("reports_id", sa.BigInteger(), nullable=False),
        sa.Column("voice", sa.Boolean(), nullable=False),
        sa.Column("panel_id", sa.BigInteger(), nullable=True),
        sa.Column("panel_no", sa.Integer(), nullable=False),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_servers")),
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("player_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_attempts_player_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index("ix_attempts_recent", ["player_id", "kind", "at"], unique=False)

    op.create_table(
        "blocks",
        sa.Column("blocker_id", sa.BigInteger(), nullable=False),
        sa.Column("blocked_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["blocker_id"], ["players.id"], name=op.f("fk_blocks_blocker_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("blocker_id", "blocked_id", name=op.f("pk_blocks")),
    )
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_blocked_id"), ["blocked_id"], unique=False)

    op.create_table(
        "met",
        sa.Column("one", sa.BigInteger(), nullable=False),
        sa.Column("other", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["one"], ["players.id"], name=op.f("fk_met_one"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other"], ["players.id"], name=op.f("fk_met_other"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one", "other", name=op.f("pk_met")),
    )
    with op.batch_alter_table("met", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_met_other"), ["other"], unique=False)

    op.create_table(
        "mixers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("voice", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged", sa.Boolean(), nullable=False),
        sa.Column("weighed", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("voice_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name=op.f("fk_mixers_server_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mixers")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mixers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mixers_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_mixers_server_id"), ["server_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mixers_thread_id"), ["thread_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_mixers_voice_id"), ["voice_id"], unique=False)

    op.create_table(
        "queue",
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("player_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("front", sa.Boolean(), nullable=False),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_queue_player_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name=op.f("fk_queue_server_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("server_id", "player_id", name=op.f("pk_queue")),
    )
    with op.batch_alter_table("queue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_queue_since"), ["since"], unique=False)

    op.create_table(
        "kudos",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mixer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("giver_id", sa.BigInteger(), nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("trait", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["giver_id"], ["players.id"], name=op.f("fk_kudos_giver_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mixer_id"], ["mixers.id"], name=op.f("fk_kudos_mixer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["receiver_id"], ["players.id"], name=op.f("fk_kudos_receiver_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kudos")),
        sa.UniqueConstraint("mixer_id", "giver_id", "receiver_id", name=op.f("uq_kudos_mixer_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("kudos", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_kudos_receiver_id"), ["receiver_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("mixer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("player_id", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("spoke", sa.Float(), nullable=False),
        sa.Column("in_voice_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("hinted", sa.Boolean(), nullable=False),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.Column("token", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["mixer_id"], ["mixers.id"], name=op.f("fk_members_mixer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["player_id"], ["players.id"], name=op.f("fk_members_player_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mixer_id", "player_id", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_player_id"), ["player_id"], unique=False)

    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("mixer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["mixer_id"], ["mixers.id"], name=op.f("fk_reports_mixer_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["players.id"], name=op.f("fk_reports_reporter_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name=op.f("fk_reports_server_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_recent", ["reporter_id", "at"], unique=False)

    op.create_table(
        "sends",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mixer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["mixer_id"], ["mixers.id"], name=op.f("fk_sends_mixer_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sends")),
        sa.UniqueConstraint("mixer_id", "kind", "number", "person", name=op.f("uq_sends_mixer_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sends", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sends_waiting",
            ["id"],
            unique=False,
            sqlite_where=sa.text("sent_at IS NULL"),
            postgresql_where=sa.text("sent_at IS NULL"),
        )


def downgrade() -> None:

    with op.batch_alter_table("sends", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_sends_waiting", sqlite_where=sa.text("sent_at IS NULL"), postgresql_where=sa.text("sent_at IS NULL")
        )

    op.drop_table("sends")
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.drop_index("ix_reports_recent")

    op.drop_table("reports")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_members_player_id"))

    op.drop_table("members")
    with op.batch_alter_table("kudos", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kudos_receiver_id"))

    op.drop_table("kudos")
    with op.batch_alter_table("queue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_queue_since"))

    op.drop_table("queue")
    with op.batch_alter_table("mixers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mixers_voice_id"))
        batch_op.drop_index(batch_op.f("ix_mixers_thread_id"))
        batch_op.drop_index(batch_op.f("ix_mixers_server_id"))
        batch_op.drop_index(batch_op.f("ix_mixers_due_at"))

    op.drop_table("mixers")
    with op.batch_alter_table("met", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_met_other"))

    op.drop_table("met")
    with op.batch_alter_table("blocks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_blocks_blocked_id"))

    op.drop_table("blocks")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index("ix_attempts_recent")

    op.drop_table("attempts")
    op.drop_table("servers")
