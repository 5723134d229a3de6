"""Files of scenarios: what is written is what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca_models.inventory.tables.reading import InventoryError
from lca_models.inventory.tables.scenarios import read_scenarios, read_scenarios_file, scenarios_text
from lca_models.scope.scenario import Scenario

TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)
NAMES = st.from_regex("[a-z]{1,9}(_[a-z0-9]{1,9}){1,3}", fullmatch=True)
CODES = TEXT.filter(str.isprintable).map(str.strip).filter(bool)
VALUES = st.floats(allow_nan=False, allow_infinity=False) | CODES


@given(TEXT, TEXT, st.dictionaries(NAMES, VALUES, min_size=1, max_size=5))
def test_a_scenario_survives_its_file(tmp_path_factory, name, description, settings):
    path = tmp_path_factory.mktemp("scenario") / "own.yaml"
    path.write_text(scenarios_text([Scenario(name, description, settings)], "two lines\nof remark"), encoding="utf-8")

    assert read_scenarios_file(path) == {name: Scenario(name, description, settings)}


def test_a_file_that_is_no_mapping_is_refused_by_its_name(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text("- 1\n", encoding="utf-8")

    with pytest.raises(InventoryError, match=r"own\.yaml must map scenario names"):
        read_scenarios_file(path)


def test_scenarios_are_read_beside_the_baseline(root):
    (root / "scenarios.yaml").write_text(
        "clean:\n  description: hydropower\n  settings: {cell_plant_province: CN-SC}\n2030: {settings: {grid_year: '2030'}}\n",
        encoding="utf-8",
    )
    found = read_scenarios(root)

    assert list(found) == ["baseline", "clean", "2030"]
    assert found["clean"].settings == {"cell_plant_province": "CN-SC"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("clean: [1, 2", "cannot be read"),
        ("- clean", "must map scenario names"),
        ("clean: 5", "'clean' needs a description and a mapping"),
        ("clean: {settings: [1]}", "'clean' needs a description and a mapping"),
        ("clean: {setings: {a_b: 1}}", "'clean': a calculation has no 'setings'; did you mean 'settings'"),
        ("clean: !!python/object/apply:os.system [ls]", r"scenarios\.yaml:1  holds '!'"),
        ("clean: {settings: {a_b: &one 1, a_c: *one}}", "holds '&, "),
        ("clean: {settings: {<<: {a_b: 1}}}", "holds '<<'"),
        ("clean: {settings: {a_b: 1}}\n---\nother: {}", r"scenarios\.yaml:2  a second document begins"),
        ("clean: {}", "'clean' sets nothing; give it settings"),
        ("clean: {settings: {}}", "'clean' sets nothing; give it settings"),
        ("clean:\n  settings:\n", "'clean' needs a description and a mapping"),
        ("clean: {description: [x], settings: {a_b: 1}}", r"'clean': description is \['x'\]; give a text"),
        ("clean: {description: 2030, settings: {a_b: 1}}", "'clean': description is 2030; give a text"),
        ("clean: {settings: {a_b: true}}", "'clean': a_b=True: give a number or a code"),
        ("clean: {settings: {a_b: [1]}}", r"'clean': a_b=\[1\]: give a number or a code"),
        ("clean: {settings: {a_b: 1e999}}", "'1e999' is not a finite number"),
        ("", "must map scenario names"),
        ("clean: " + "[" * 3000 + "]" * 3000, r"scenarios\.yaml:1  is nested deeper than 20 levels"),
        ("# nothing but a remark", "must map scenario names"),
        ("clean: {}\nother: {}\nclean: {}", r"scenarios\.yaml:3  'clean' stands there twice; keep one"),
        ("clean:\n  settings:\n    a_b: 1\n    a_b: 2", r"scenarios\.yaml:4  'a_b' stands there twice"),
    ],
)
def test_scenarios_of_another_form_are_refused(root, text, fault):
    (root / "scenarios.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(InventoryError, match=fault):
        read_scenarios(root)
