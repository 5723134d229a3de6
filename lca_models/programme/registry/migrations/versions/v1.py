"""The first tables, and what has the database itself refuse a change of the log."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from lca_models.programme.registry.migrations.guards import guards

revision, down_revision = "1", None


def upgrade() -> None:
    """Make the tables."""
    for statement in Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.execute(statement)
    for statement in guards(op.get_bind().dialect.name, ("events", "checkpoints")):
        op.execute(statement)
