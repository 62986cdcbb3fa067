"""Mixers at an hour: what is scheduled, who said that they are there, and which mixers came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scheduled",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("server_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked", sa.Boolean(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("door_id", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("untidy", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["server_id"], ["servers.id"], name=op.f("fk_scheduled_server_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled")),
        sqlite_autoincrement=True,
    )
    for column in ("server_id", "due_at", "event_id"):
        op.create_index(op.f(f"ix_scheduled_{column}"), "scheduled", [column], unique=False)
    op.create_index(
        "ix_scheduled_untidy",
        "scheduled",
        ["id"],
        unique=False,
        sqlite_where=sa.text("untidy"),
        postgresql_where=sa.text("untidy"),
    )
    op.add_column("servers", sa.Column("zone", sa.String(length=64), nullable=True))
    op.add_column("queue", sa.Column("scheduled_id", sa.BigInteger(), nullable=True))
    op.add_column("mixers", sa.Column("scheduled_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_mixers_scheduled_id"), "mixers", ["scheduled_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_mixers_scheduled_id"), table_name="mixers")
    op.drop_column("mixers", "scheduled_id")
    op.drop_column("queue", "scheduled_id")
    op.drop_column("servers", "zone")
    op.drop_table("scheduled")
