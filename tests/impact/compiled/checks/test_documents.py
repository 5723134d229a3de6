"""What a file says of a blueprint names what exists."""

import copy
import json
from math import inf

import numpy as np
import pytest

from lca_models.impact.compiled.checks.documents import LATER_ENTRIES, blueprint_faults, document_faults
from lca_models.impact.compiled.model import compile_system
from lca_models.inventory.files.archives import read_archive


@pytest.fixture(scope="module")
def written(toy_system, tmp_path_factory):
    path = tmp_path_factory.mktemp("compiled") / "toy.npz"
    compile_system(toy_system).save(path)
    arrays = read_archive(path.read_bytes())
    return json.loads(arrays.pop("document").tobytes()), {
        name.removeprefix("blueprint_"): array for name, array in arrays.items() if name.startswith("blueprint_")
    }


def test_what_the_kit_wrote_has_no_fault(written):
    assert [*document_faults(written[0]), *blueprint_faults(*written)] == []


@pytest.mark.parametrize(
    ("entry", "value"),
    [
        ("processes", "ab"),
        ("processes", [1]),
        ("demand", -1),
        ("demand", True),
        ("demand", 0.0),
        ("demand_amount", "1"),
        ("demand_amount", inf),
        ("demand_amount", True),
        ("formulas", [[0, "a"]]),
        ("formulas", [["0", "a", {}]]),
        ("formulas", {}),
        ("derived", [[1, "a", {}]]),
        ("derived", [["a", "a", {"a": 1}]]),
        ("parameters", []),
        ("parameters", {"a": {"name": "a"}}),
        ("parameters", {"a": {"name": "a", "scope": "", "amount": None, "formula": "", "data": {}}}),
        ("categories", ["a"]),
        ("units", [None]),
        ("rows_hash", 5),
        ("varying", {}),
        ("settings", {"a": "1"}),
        ("settings", {"a": True}),
        ("registers", -1),
        ("registers", 1.5),
    ],
)
def test_an_entry_of_another_type_is_found(written, entry, value):
    assert any(f"'{entry}'" in fault for fault in document_faults(written[0] | {entry: value}))


def test_an_entry_too_few_or_too_many_is_found(written):
    text = written[0]
    for entry in set(text) - LATER_ENTRIES:
        assert list(document_faults({name: value for name, value in text.items() if name != entry})) == [
            f"lacks '{entry}'"
        ]
    assert "holds 'further'" in next(document_faults(text | {"further": 1}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("columns", 4), ("columns", -1), ("suppliers", 4), ("suppliers", -2), ("stages", 99), ("stages", -2),
        ("signs", 0.5), ("amounts", np.nan), ("intensities", np.inf),
    ],
)  # fmt: skip
def test_a_position_outside_and_what_is_no_number_are_found(written, name, value):
    text, arrays = written
    changed = arrays[name].copy()
    changed.flat[0] = value

    assert list(blueprint_faults(text, arrays | {name: changed})) == [f"'{name}' is not what it should be"]


@pytest.mark.parametrize("name", ["columns", "signs", "intensities", "foreground", "credits"])
def test_an_array_that_is_missing_or_of_another_shape_or_type_is_found(written, name):
    text, arrays = written
    fault = [f"the array '{name}' has another shape or type"]

    assert list(blueprint_faults(text, arrays | {name: arrays[name].astype(np.float32)})) == fault
    assert fault[0] in list(blueprint_faults(text, {key: array for key, array in arrays.items() if key != name}))
    assert fault[0] in list(blueprint_faults(text, arrays | {name: arrays[name][None]}))


@pytest.mark.parametrize(
    ("entry", "change"),
    [
        ("demand", lambda text: text.update(demand=4)),
        ("categories", lambda text: text["units"].append("kg")),
        ("settings", lambda text: text["settings"].popitem()),
        ("settings", lambda text: text["settings"].update(another_one=1.0)),
        ("varying", lambda text: text["varying"].append("another_one")),
        ("varying", lambda text: text["varying"].append(text["varying"][0])),
        ("derived", lambda text: text["derived"][0][2].update(x="another_one")),
        ("derived", lambda text: text["derived"][0][2].update(x=text["derived"][0][0])),
        ("formulas", lambda text: text["formulas"][0].__setitem__(0, 10**6)),
        ("formulas", lambda text: text["formulas"][0][2].update(x="another_one")),
    ],
)
def test_a_name_that_nothing_stands_behind_is_found(written, entry, change):
    text, arrays = copy.deepcopy(written[0]), written[1]
    change(text)

    assert f"'{entry}' is not what it should be" in list(blueprint_faults(text, arrays))
