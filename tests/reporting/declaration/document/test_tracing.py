"""A figure that was changed is found by the result that its field names."""

import io
import zipfile

from lca_models.reporting.declaration.document.tracing import value_at, wrong_numbers
from lca_models.reporting.declaration.results.members import result_tables


def edited(content, old, new):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old, new))
    return stream.getvalue()


def test_a_figure_that_was_changed_is_found_with_what_it_should_be(reports, lfp_declared):
    found = wrong_numbers(edited(reports["en"], b">6427.7<", b">6327.7<"), lfp_declared)

    assert {(one.text, one.right) for one in found} == {("6327.7", "6427.7")}
    assert "stages/5/total_kg_co2e_per_pack" in {one.place for one in found}


def test_a_format_that_was_changed_is_found(reports, lfp_declared):
    found = wrong_numbers(
        edited(reports["en"], b"total_kg_co2e_per_pack|f1", b"total_kg_co2e_per_pack|g1"), lfp_declared
    )

    assert found


def test_a_field_names_a_cell_or_a_value_of_the_sheet(lfp_declared):
    tables = {one.name: one for one in result_tables(lfp_declared)}
    sheet = lfp_declared.sheet

    assert value_at("sheet#/product/pack_mass", tables, sheet) == 457.0
    assert value_at("sheet#/meters/0/months/2025-01", tables, sheet) == 8476889
    assert value_at("stages/5/share", tables, sheet) == 1.0
    for nowhere in ("", "stages", "stages/9/share", "stages/x/share", "stages/1/none", "stages/1/stage", "sheet#/product",
                    "sheet#/product/model_fields", "sheet#/meters/99/months/2025-01", "sum sheet#/meters/0"):  # fmt: skip
        assert value_at(nowhere, tables, sheet) is None
