"""Impact categories count the flows that files bring, by those of the project that agree with them or by what files say."""

import pytest

from lca_models.inventory.formats.categories import factors_told, write_categories
from lca_models.inventory.formats.imported import FACTORS, Imported, ImportedMethod
from lca_models.inventory.system.rows import read_project_rows


def file_of(*flows, methods=()):
    datasets = [{"code": code, "parameters": [], "exchanges": [], **data} for code, data in flows]
    return Imported(None, "mine", {}, datasets, [], [], methods=methods)


def flow(name, **more):
    return {"name": name, "type": "emission", "unit": "kilogram", "categories": ("air",), **more}


@pytest.fixture
def with_flows(toy_copy):
    """The toy project with a database of flows of a file in it; what is written of the file."""
    bw2data = toy_copy.brightway

    def write(file):
        rows = toy_copy.rows()  # of the project before
        keys = {("mine", one["code"]): {name: value for name, value in one.items() if name != "parameters"}
                for one in file.datasets}  # fmt: skip
        database = bw2data.Database("mine")
        database.register()
        database.write(keys)
        return write_categories(bw2data, [file], rows)

    return write


def factors(copy, code, words="GWP100"):
    rows = read_project_rows(copy.folder)
    ids = {node.id: node.key for node in rows.nodes}
    return {one.name: factor for one in rows.methods if words in one.name for key, factor in one.factors
            if ids.get(key, key) == ("mine", code)}  # fmt: skip


def test_a_flow_like_one_of_the_project_has_its_factors(toy_copy, with_flows):
    assert (
        with_flows(file_of(("f", flow("Carbon dioxide, fossil")), ("g", flow("carbon dioxide, fossil", unit="unit"))))
        == ()
    )
    assert set(factors(toy_copy, "f").values()) == {1.0}
    assert factors(toy_copy, "g") == {}


def test_a_flow_carries_its_factors_by_category(toy_copy, with_flows):
    name = next(one.name for one in toy_copy.rows().methods)
    with_flows(file_of(("f", flow("supplier's footprint", **{FACTORS: f'{{"{" | ".join(name)}": 2.5, "none": 3}}'}))))
    assert factors(toy_copy, "f", name[0]) == {name: 2.5}


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", '{"a": "x"}', '{"a": 1e999}'])
def test_a_text_that_tells_no_factors_tells_none(text):
    assert factors_told({FACTORS: text}) == {}


def test_a_category_of_a_file_is_written_and_one_of_the_project_keeps_its_factors(toy_copy, with_flows):
    there = next(one.name for one in toy_copy.rows().methods)
    own = ImportedMethod(("mine", "gwp"), {"unit": "kg"}, ((("mine", "f"), 3.0), (("nowhere", "x"), 1.0)))
    same = ImportedMethod(there, {"unit": "kg"}, ((("mine", "f"), 7.0),))
    lines = with_flows(file_of(("f", flow("something new")), methods=(own, same)))
    assert lines == ("category 'mine|gwp': 1 factors of flows that the project does not have are left out",)
    assert factors(toy_copy, "f", "gwp") == {("mine", "gwp"): 3.0}
    assert factors(toy_copy, "f", there[0]) == {there: 7.0}
