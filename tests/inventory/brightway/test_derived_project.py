"""A project that begins as a copy of another: whole under its name, or not there."""

import pytest

from lca_models.inventory.brightway.adoption import project_names
from lca_models.inventory.brightway.derived_project import check_name, stored_exchange, write_derived_project
from lca_models.inventory.system.rows import ExchangeRow, ProjectError


def refused(error):
    return f"refused: {error}"


def test_a_copy_has_its_name_when_it_is_complete(copy_base, toy_study):
    source = copy_base / toy_study.current.folder
    seen = []
    write_derived_project(copy_base, source, "copy", lambda bw2data: seen.extend(bw2data.databases), refused)

    assert {"manufacturing", "recycling"} <= {*seen}
    assert "copy" in project_names(copy_base)
    with pytest.raises(ProjectError, match="there is a project 'copy' already"):
        check_name(copy_base, "copy")


def test_what_fails_half_way_leaves_nothing(copy_base, toy_study):
    def fail(bw2data):
        raise ValueError("half-way")

    with pytest.raises(ProjectError, match="refused: half-way"):
        write_derived_project(copy_base, copy_base / toy_study.current.folder, "copy", fail, refused)
    assert "copy" not in project_names(copy_base)
    assert not [one.name for one in copy_base.iterdir() if one.name.startswith("copy")]


def test_an_exchange_is_stored_with_its_formula_and_what_it_gives_without():
    row = ExchangeRow(
        1, ("a", "b"), ("c", "d"), "technosphere", 0.0, "x", {"formula": "y", "output": ("a", "b"), "unit": "kg"}
    )

    assert stored_exchange(row, 2.0, "x", ("e", "d")) == {
        "unit": "kg", "formula": "x", "original_amount": 2.0, "input": ("e", "d"), "amount": 2.0, "type": "technosphere",
    }  # fmt: skip
    assert stored_exchange(row, 2.0, "") == {"unit": "kg", "input": ("c", "d"), "amount": 2.0, "type": "technosphere"}
