"""How the shipped figures were checked: quoted where they were read, explained where nobody could read them."""

from lca_models.inventory.tables.reading import rows_of
from lca_models.inventory.tables.records import FIGURE, ORIGINAL, UNREACHABLE, VERIFIED
from tests.shipped_tables import shipped_tables


def test_what_was_read_in_the_original_is_quoted_and_what_was_not_says_why_it_stands():
    tables = shipped_tables()
    rows = [*rows_of(tables, "exchanges"), *rows_of(tables, "parameters")]

    assert sum(row[VERIFIED] == ORIGINAL for row in rows) >= 40
    assert [row.place for row in rows if row[VERIFIED] == ORIGINAL and not row[FIGURE]] == []
    assert [row.place for row in rows if row[VERIFIED] == UNREACHABLE and not row["comment"]] == []
