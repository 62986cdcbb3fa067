"""Check-ins that know which one they are and what lay before them; questions that are asked until they arrive."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("checkins", sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("checkins", sa.Column("practised", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("tries", sa.Column("asking_since", sa.DateTime(timezone=True), nullable=True))
    # A check-in a week at most: no two of a player are of the same instant.
    op.execute(
        "UPDATE checkins SET number = (SELECT count(*) FROM checkins AS earlier"
        " WHERE earlier.player_id = checkins.player_id AND earlier.at <= checkins.at)"
    )


def downgrade() -> None:
    op.drop_column("tries", "asking_since")
    op.drop_column("checkins", "practised")
    op.drop_column("checkins", "number")
