"""The steps taken: in one transaction, which a kill, a full disk or an error undoes as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

if TYPE_CHECKING:
    from collections.abc import Sequence


def versions() -> Sequence[str]:
    """All schemas, the first one first."""
    script = ScriptDirectory.from_config(_settings(None))
    return [one.revision for one in reversed([*script.walk_revisions()])]


def move(connection: Connection, target: str) -> None:
    """Bring a database to a schema in the transaction of the connection, up or down."""
    known = versions()
    before = MigrationContext.configure(connection).get_current_revision()
    is_down = before is not None and known.index(target) < known.index(before)
    (command.downgrade if is_down else command.upgrade)(_settings(connection), target)


def _settings(connection: Connection | None) -> Config:
    settings = Config(attributes={"connection": connection})
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings
