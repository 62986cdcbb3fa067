"""Looking back: rehearsals beside plays; when evidence came, and where each trait stood after it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FADING = 0.5 ** (1 / 40)  # as the scoring had it when this was written
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OPEN = sa.text("ended_at IS NULL")
_FINISHED = sa.text("ending IS NOT NULL AND kind = 'play'")


def upgrade() -> None:
    # Never in a batch: SQLite would copy the table and drop the old one, and with it all that hangs on its rows.
    op.add_column("runs", sa.Column("kind", sa.String(length=16), nullable=False, server_default="play"))
    op.add_column("runs", sa.Column("forked_run", _ID, nullable=True))
    op.add_column("runs", sa.Column("forked_seq", sa.Integer(), nullable=True))
    op.drop_index("uq_runs_open", "runs")
    op.create_index(
        "uq_runs_open",
        "runs",
        ["player_id", "scenario_id", "kind"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "ix_runs_finished",
        "runs",
        ["player_id", "scenario_id", "ended_at"],
        sqlite_where=_FINISHED,
        postgresql_where=_FINISHED,
    )

    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("weight", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("gain", sa.Float(), nullable=True))
    _fill()
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        for column in ("at", "number", "weight", "gain"):
            batch_op.alter_column(column, nullable=False)
        batch_op.drop_index("ix_evidence_recent")
        batch_op.create_index("ix_evidence_number", ["player_id", "trait", "number"])
        batch_op.create_index("ix_evidence_at", ["player_id", "trait", "at"])
        batch_op.create_index("ix_evidence_latest", ["player_id", "id"])


def _fill() -> None:
    """When each piece of evidence came is when its move was made; the sums follow from those before it."""
    connection = op.get_bind()
    connection.execute(
        sa.text(
            "UPDATE evidence SET at = (SELECT moves.at FROM moves"
            " WHERE moves.run_id = evidence.run_id AND moves.seq = evidence.seq)"
        )
    )
    select = sa.text("SELECT id, player_id, trait, r, e FROM evidence ORDER BY player_id, trait, id")
    update = sa.text("UPDATE evidence SET number = :number, weight = :weight, gain = :gain WHERE id = :id")
    whose, number, weight, gain = None, 0, 0.0, 0.0
    for row in connection.execute(select).all():
        if (row.player_id, row.trait) != whose:
            whose, number, weight, gain = (row.player_id, row.trait), 0, 0.0, 0.0
        number, weight, gain = number + 1, weight * _FADING + row.e, gain * _FADING + row.e * row.r
        connection.execute(update, {"id": row.id, "number": number, "weight": weight, "gain": gain})


def downgrade() -> None:
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        for index in ("ix_evidence_latest", "ix_evidence_at", "ix_evidence_number"):
            batch_op.drop_index(index)
        batch_op.create_index("ix_evidence_recent", ["player_id", "trait", "id"])
        for column in ("at", "number", "weight", "gain"):
            batch_op.drop_column(column)
    op.execute("DELETE FROM runs WHERE kind <> 'play'")
    op.drop_index("ix_runs_finished", "runs")
    op.drop_index("uq_runs_open", "runs")
    for column in ("kind", "forked_run", "forked_seq"):
        op.execute(f"ALTER TABLE runs DROP COLUMN {column}")
    op.create_index(
        "uq_runs_open",
        "runs",
        ["player_id", "scenario_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
