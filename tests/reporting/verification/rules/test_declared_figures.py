"""Cells of a table beside the same worked out again."""

import pytest

from lca_models.reporting.declaration.bundle import Bundle
from lca_models.reporting.declaration.table import ResultTable
from lca_models.reporting.verification.rules.declared_figures import (
    declared_stages,
    declared_total,
    differences,
    is_near,
    number,
)

TABLE = ResultTable("stages", ("stage", "total_kg_co2e_per_pack"), (("a", 1.5), ("total", 1.5)))


def bundle(text):
    return Bundle({"results/stages.csv": text.encode()})


def found(text):
    return [(one.row, one.column, one.declared, one.again) for one in differences(bundle(text), TABLE, 1e-9, 1e-9)]


def test_the_same_table_has_no_difference_also_where_only_the_last_digit_differs():
    assert found(TABLE.csv().decode()) == []
    assert found(TABLE.csv().decode().replace("1.5\n", "1.5000000000001\n")) == []


def test_another_number_another_text_another_row_and_another_column_are_named():
    written = TABLE.csv().decode()

    assert found(written.replace("a,1.5", "a,1.6")) == [(1, "total_kg_co2e_per_pack", 1.6, 1.5)]
    assert found(written.replace("a,", "b,")) == [(1, "stage", "b", "a")]
    assert found(written + "c,1\n") == [(0, "rows", "3", "2")]
    assert found("stage,kg\na,1\n") == [(0, "columns", "stage, kg", "stage, total_kg_co2e_per_pack")]


def test_stages_and_their_total_are_read_or_refused():
    assert declared_stages(bundle(TABLE.csv().decode())) == {"a": 1.5, "total": 1.5}
    assert declared_total(bundle(TABLE.csv().decode())) == 1.5
    with pytest.raises(ValueError, match="no"):
        declared_total(bundle("stage,total_kg_co2e_per_pack\ntotal,no\n"))


def test_near_is_a_share_of_the_larger_or_nothing_at_all():
    assert is_near(1e9, 1e9 + 0.5, 1e-9, 0.0)
    assert is_near(0.0, 1e-10, 1e-9, 1e-9)
    assert not is_near(1.0, 1.1, 1e-9, 1e-9)
    assert number("x") is None
