"""Events by their time: which was the last one of a day is asked for by its date."""

from __future__ import annotations

from alembic import op

revision, down_revision = "2", "1"


def upgrade() -> None:
    """Index the times of events."""
    op.create_index("ix_events_at", "events", ["at", "n"])


def downgrade() -> None:
    """Back to the first schema."""
    op.drop_index("ix_events_at", "events")
