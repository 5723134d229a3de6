"""How a registry names itself where a client takes events; and events by their time."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Text

revision, down_revision = "2", "1"

ADDED = ("callback_client", "callback_secret")


def upgrade() -> None:
    """Add the columns of clients and index the times of events."""
    with op.batch_alter_table("clients") as clients:
        for name in ADDED:
            clients.add_column(Column(name, Text))
    op.create_index("ix_events_at", "events", ["at", "n"])


def downgrade() -> None:
    """Back to the first schema; what the columns hold goes."""
    op.drop_index("ix_events_at", "events")
    with op.batch_alter_table("clients") as clients:
        for name in ADDED:
            clients.drop_column(name)
