"""The steps taken: in one transaction, which a kill, a full disk or an error undoes as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def versions() -> Sequence[str]:
    """All schemas, the first one first."""
    return [one.revision for one in reversed([*_steps().walk_revisions()])]


def move(connection: Connection, target: str) -> None:
    """Bring a database to a schema in the transaction of the connection, up or down."""
    steps, known = _steps(), versions()
    context = MigrationContext.configure(connection)
    before = context.get_current_revision()
    is_down = before is not None and known.index(target) < known.index(before)
    with Operations.context(context):
        if is_down:
            for one in steps.iterate_revisions(before, target):
                one.module.downgrade()
        else:
            for one in reversed([*steps.iterate_revisions(target, before or "base")]):
                one.module.upgrade()
    context.stamp(steps, target)


def _steps() -> ScriptDirectory:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(settings)
