"""Indexes for what was looked for row by row: open mixers among all there ever were, and what a person left behind."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_mixers_server_id", table_name="mixers")
    op.create_index("ix_mixers_stage", "mixers", ["stage", "server_id"])
    op.create_index("ix_mixers_server", "mixers", ["server_id", "stage"])
    op.create_index("ix_kudos_giver_id", "kudos", ["giver_id"])
    op.create_index("ix_queue_player_id", "queue", ["player_id"])
    to_people = sa.text("person <> 0")
    op.create_index("ix_sends_person", "sends", ["person"], sqlite_where=to_people, postgresql_where=to_people)


def downgrade() -> None:
    op.drop_index("ix_sends_person", table_name="sends")
    op.drop_index("ix_queue_player_id", table_name="queue")
    op.drop_index("ix_kudos_giver_id", table_name="kudos")
    op.drop_index("ix_mixers_server", table_name="mixers")
    op.drop_index("ix_mixers_stage", table_name="mixers")
    op.create_index("ix_mixers_server_id", "mixers", ["server_id"])
