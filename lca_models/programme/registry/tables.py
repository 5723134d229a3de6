"""The tables made in a database, with what keeps the log from change."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from lca_models.programme.registry.schema import APPENDED_ONLY, METADATA

VERSION = "alembic_version"


def newest() -> str:
    """The schema that this kit reads and makes."""
    return "1"


def version_of(connection: Connection) -> str:
    """The schema of a database; empty where it says none."""
    if not inspect(connection).has_table(VERSION):
        return ""
    return str(connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar_one())  # noqa: S608


def make_tables(connection: Connection) -> None:
    """All tables, empty."""
    METADATA.create_all(connection)
    for statement in guards(connection.dialect.name):
        connection.execute(text(statement))
    connection.execute(text(f"CREATE TABLE {VERSION} (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text(f"INSERT INTO {VERSION} VALUES ('{newest()}')"))  # noqa: S608


def guards(dialect: str) -> list[str]:
    """What has a database refuse every change of a row that is only ever appended."""
    names = [table.name for table in APPENDED_ONLY]
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_refuse_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name}: rows are only appended'); END"
            for name in names
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows are only appended', TG_TABLE_NAME; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {name}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for name in names
    ]
