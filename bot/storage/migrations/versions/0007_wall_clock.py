"""The time on the wall clock at which a weekly mixer is to be, which a clock change can leave out on one day."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scheduled", sa.Column("wall", sa.String(5), nullable=True))


def downgrade() -> None:
    op.drop_column("scheduled", "wall")
