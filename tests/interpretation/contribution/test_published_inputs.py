import pytest

from lca_models.interpretation.contribution.published_inputs import find_reference, published_materials, read_references
from lca_models.scope.scenario import ScenarioError
from tests.published_tables import material, table


def test_rows_that_share_a_process_become_one_material():
    """steel 2 * 3 and steel 1 * 3 share a process, as a film does with both; copper stands alone"""
    tables = (
        table(
            "published_materials",
            material("steel of the pack", 2, 3, "steel"),
            material("copper", 1, 4, "copper_foil"),
            material("steel of the module", 1, 3, "steel film"),
            material("film", 1, 1, "film"),
            material("lead", 9, 9, "steel", chemistry="other"),
        ),
    )
    copper, steel = sorted(published_materials(tables, "toy"), key=lambda one: one.mass_kg)

    assert (copper.names, copper.score) == (("copper",), 4)
    assert set(steel.names) == {"steel of the pack", "steel of the module", "film"}
    assert (steel.mass_kg, steel.score) == (4, 10)
    assert steel.codes == {"steel", "film"}


def test_a_reference_is_found_by_name_and_chemistry(tmp_path):
    columns = "id,chemistry,name,measure,kg_co2e_per_kwh,low,high,source,locator,comment"
    lines = [
        columns,
        "paper,lfp,A paper,gate,62,54,69,Example,abstract,",
        "paper,nca,A paper,gate,74,,,Example,abstract,",
    ]
    (tmp_path / "references.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = read_references(tmp_path)

    assert (find_reference(known, "paper", "lfp").low, find_reference(known, "paper", "nca").low) == (54, None)
    assert find_reference(known, "Example", "nca") == find_reference(known, "paper", "nca")  # the key of its source
    with pytest.raises(ScenarioError, match="there is no reference 'papers'; did you mean 'paper'"):
        find_reference(known, "papers", "lfp")
    with pytest.raises(ScenarioError, match="says nothing of naion; it has lfp, nca"):
        find_reference(known, "paper", "naion")
    assert read_references(tmp_path / "elsewhere") == ()
