"""How the registry names itself where a client takes events: not what the log tells, and of no use without its address."""

from __future__ import annotations

from alembic import op

revision, down_revision = "3", "2"
COLUMNS = ("callback_client", "callback_secret")


def upgrade() -> None:
    """Add the columns."""
    for name in COLUMNS:
        op.execute(f"ALTER TABLE clients ADD COLUMN {name} TEXT")


def downgrade() -> None:
    """Back to the second schema."""
    for name in COLUMNS:
        op.execute(f"ALTER TABLE clients DROP COLUMN {name}")
