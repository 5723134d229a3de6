"""Lists of submissions in the order of the events that received them."""

from __future__ import annotations

from alembic import op

revision, down_revision = "4", "3"


def upgrade() -> None:
    """Index the order of lists."""
    op.drop_index("ix_submissions_org_id", "submissions")
    op.create_index("ix_submissions_org_received_n_id", "submissions", ["org", "received_n", "id"])
    op.create_index("ix_submissions_received_n_id", "submissions", ["received_n", "id"])


def downgrade() -> None:
    """Back to the third schema."""
    op.drop_index("ix_submissions_received_n_id", "submissions")
    op.drop_index("ix_submissions_org_received_n_id", "submissions")
    op.create_index("ix_submissions_org_id", "submissions", ["org", "id"])
