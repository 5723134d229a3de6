import pytest
from data_sheets import all_lines, collected, given, sheet_of

from lca_models.inventory.activity.sheet.models import MaterialLine, PartLine
from lca_models.inventory.activity.values.content import give_content

PROVEN = {"evidence_id": "E1"}


@pytest.fixture(scope="module")
def archetype(shipped_study):
    return shipped_study.product_system("lfp-60kwh").before_rules


def content(archetype, *cells: MaterialLine, parts: tuple[PartLine, ...] = ()):
    into = collected(sheet_of(cell_materials=cells, pack_parts=parts), archetype)
    give_content(into, archetype.parameter_values())
    return into


def texts(into) -> list[tuple[str, str]]:
    return [(one.severity, one.text) for one in into.findings.found]


def test_the_origin_of_cathode_and_graphite_is_that_of_their_electricity(archetype):
    into = content(archetype, MaterialLine(key="cathode", origin_province="CN-SC"),
                   MaterialLine(key="graphite", origin_province="CN-NM"))  # fmt: skip

    assert {name: code for name, (code, _) in into.choices.items()} == {
        "cathode_province": "CN-SC",
        "graphite_province": "CN-NM",
    }
    assert texts(into) == []


def test_an_origin_that_moves_nothing_is_said(archetype):
    into = content(archetype, MaterialLine(key="separator", origin_province="CN-SH"))

    assert texts(into) == [("note", "The province of origin of separator moves nothing in this kit.")]


def test_recycled_content_before_and_after_use_adds_up(archetype):
    row = MaterialLine(
        key="graphite", recycled_pre=given(0.1, "share", **PROVEN), recycled_post=given(0.2, "share", **PROVEN)
    )
    into = content(archetype, row)

    assert into.parameters["recycled_graphite_share"].value == pytest.approx(0.3)


def test_recycled_content_of_a_metal_is_the_mean_of_its_rows(archetype):
    """half of the foil and nothing of can and housing: half of the foil over all aluminium"""
    lines = all_lines(archetype)
    masses = {**{one.key: one.value.number * 60 for one in lines["cell_materials"]},
              "aluminium": next(one.value.number for one in lines["pack_parts"] if one.key == "aluminium")}  # fmt: skip
    row = MaterialLine(key="aluminium_foil", recycled_post=given(0.5, "share", **PROVEN))
    into = content(archetype, row)
    aluminium = masses["aluminium_foil"] + masses["can"] + masses["aluminium"]

    assert into.parameters["recycled_aluminium_share"].value == pytest.approx(
        0.5 * masses["aluminium_foil"] / aluminium
    )


def test_recycled_content_without_a_document_or_of_a_supplier_is_not_counted(archetype):
    bare = MaterialLine(key="graphite", recycled_post=given(0.2, "share"))
    supplied = MaterialLine(key="cathode", recycled_post=given(0.2, "share", **PROVEN), supplier_id="S1")

    assert content(archetype, bare, supplied).parameters == {}


def test_recycled_content_that_the_kit_has_no_place_for_is_said(archetype):
    part = PartLine(key="steel", recycled_post=given(0.9, "share", **PROVEN))
    into = content(archetype, parts=(part,))

    assert texts(into) == [("warning", "Recycled content of steel is not counted.")]


def test_recycled_content_is_a_share(archetype):
    row = MaterialLine(
        key="graphite", recycled_pre=given(0.7, "share", **PROVEN), recycled_post=given(0.6, "share", **PROVEN)
    )

    assert texts(content(archetype, row)) == [
        ("error", "Recycled content of graphite sums to 1.3; it is a share, 1 at most")
    ]


def test_silicon_is_said_to_be_counted_as_graphite(archetype):
    silicon = given(0.05, "share")

    assert len(texts(content(archetype, MaterialLine(key="graphite", silicon_share=silicon)))) == 1
    assert texts(content(archetype, MaterialLine(key="graphite", silicon_share=silicon, supplier_id="S1"))) == []
