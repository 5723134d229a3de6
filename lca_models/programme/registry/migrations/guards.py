"""What has a database refuse every change of a row that is only ever appended."""

from __future__ import annotations

from collections.abc import Sequence


def guards(dialect: str, tables: Sequence[str]) -> list[str]:
    """Statements for tables of a database that holds none of them yet."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name}_refuse_{verb.lower()} BEFORE {verb} ON {name} "
            f"BEGIN SELECT RAISE(ABORT, '{name}: rows are only appended'); END"
            for name in tables
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows are only appended', TG_TABLE_NAME; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {name}_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for name in tables
    ]
