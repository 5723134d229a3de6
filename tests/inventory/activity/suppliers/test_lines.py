"""Rows of the sheet `suppliers` in place of what a pack buys, on the archetypes as they are shipped."""

from dataclasses import replace
from datetime import date

import pytest
from data_sheets import sheet_of
from supplier_answers import OUTPUTS, answered
from supplier_files import catenax, pact, text_of

from lca_models.inventory.activity.findings import ERROR, WARNING, Findings
from lca_models.inventory.activity.sheet.models import EvidenceLine, MaterialLine, PartLine, SupplierLine, Value
from lca_models.inventory.activity.suppliers.comparing import Terms
from lca_models.inventory.activity.suppliers.lines import KitFigure, match_suppliers
from lca_models.inventory.activity.values.collected import own_name
from lca_models.inventory.system.replaced.structure import with_replacements

TERMS = Terms(date(2026, 6, 1), date(2025, 1, 1), date(2025, 12, 31))
CATHODE = ("cell_nmc811", "cathode_nmc811")


def value(number, unit="kg"):
    return Value(number=number, unit=unit, place="suppliers!G5", written=f"{number:g}")


def line(**changed):
    given = {
        "supplier_id": "S1",
        "place": "suppliers!A5",
        "places": {"file": "suppliers!D5", "replaces": "suppliers!C5"},
    }
    return SupplierLine(**(given | changed))


TYPED = {
    "name": "Supplier M",
    "declared_unit": "kg",
    "value": value(26),
    "boundary": "cradle_to_gate",
    "gwp_set": "AR6",
}


@pytest.fixture
def system(shipped_study):
    return shipped_study.product_system("nmc811-80kwh").before_rules


@pytest.fixture
def match(system, tmp_path):
    def matched(*lines, kit=None, **sheets):
        findings = Findings()
        sheet = sheet_of({}).model_copy(update={"suppliers": lines, "file": tmp_path / "a.yaml", **sheets})
        return match_suppliers(sheet, system, TERMS, findings, own_process=own_name, kit=kit), findings

    return matched


def test_a_row_replaces_what_it_names(match, system):
    found, findings = match(line(replaces="cell_nmc811 > cathode_nmc811", **TYPED), kit={CATHODE: KitFigure(30, 2)})

    assert findings.of(ERROR) == ()
    assert [(one.replacement.buyer, one.replacement.input, one.replacement.value) for one in found] == [(*CATHODE, 26)]
    assert found[0].effect == pytest.approx(-8)
    assert with_replacements(system, [found[0].replacement]).replacements[0].supplier == "Supplier M"


@pytest.mark.parametrize("words", ["cathode", "cathode active material", "正极活性材料"])
def test_a_row_may_name_a_material_in_place_of_a_purchase(match, words):
    assert [one.replacement.input for one in match(line(replaces=words, **TYPED))[0]] == ["cathode_nmc811"]


def test_a_material_may_name_the_supplier(match):
    rows = (MaterialLine(key="cathode", supplier_id="S1", recycled_pre=value(0.1, "1"), recycled_post=value(0.1, "1")),)
    found, findings = match(line(recycled_counted=True, **TYPED), cell_materials=rows)

    assert [one.replacement.input for one in found] == ["cathode_nmc811"]
    assert found[0].purchase.recycled_share == 0.2
    assert "V41" in {one.code for one in findings.of(WARNING)}


def test_a_material_of_ones_own_has_a_process_of_its_own(match):
    rows = (MaterialLine(key="nanotubes", supplier_id="S1"), MaterialLine(key="gel", is_free=True, supplier_id="S1"))

    assert [one.replacement.input for one in match(line(**TYPED), cell_materials=rows)[0]] == [
        own_name("nanotubes"),
        own_name("gel"),
    ]


def test_a_file_is_read_and_completed_by_the_row(match, system, tmp_path):
    """Catena-X has no field for potentials, cut-off and verification"""
    (tmp_path / "cathode.json").write_bytes(text_of(catenax()))
    row = line(file="cathode.json", name="Supplier M", replaces="cathode", gwp_set="AR6", exempted_percent=value(2, "%"),
               verified_by="Checker", period="2025", recycled_counted=False)  # fmt: skip
    (one,), findings = match(row)

    assert findings.of(ERROR) == ()
    assert (one.replacement.value, one.replacement.supplier) == (25, "Supplier M")
    assert (one.footprint.gwp, one.footprint.exempted_share, one.footprint.verification.by) == (
        ("AR6",),
        0.02,
        "Checker",
    )
    assert (one.footprint.recycled_content, one.footprint.period_end) == ("not inside", date(2025, 12, 31))
    assert [stage for stage, _ in one.replacement.stages] == ["raw material acquisition", "manufacturing"]
    assert with_replacements(system, [one.replacement]).rows_hash != system.rows_hash


def test_a_piece_of_a_file_takes_the_mass_of_the_row(match, tmp_path):
    """3.9 kg per piece of 0.52 kg"""
    (tmp_path / "cathode.json").write_bytes(text_of(pact(productMassPerDeclaredUnit="0")))
    row = line(file="cathode.json", replaces="cathode", declared_unit="piece", mass_per_piece=value(0.52))

    assert match(row)[0][0].replacement.value == pytest.approx(7.5)


def test_file_and_row_that_differ_are_said(match, tmp_path):
    (tmp_path / "cathode.json").write_bytes(text_of(catenax()))
    row = line(file="cathode.json", replaces="cathode", declared_unit="kg", value=value(62))

    assert "the sheet says 62 kg CO2e, the file 26; the file is used" in [one.text for one in match(row)[1].of(WARNING)]


def test_a_file_that_was_changed_does_not_match_its_hash(match, tmp_path):
    (tmp_path / "cathode.json").write_bytes(text_of(catenax()))
    evidence = (EvidenceLine(evidence_id="E7", sha256="0" * 64),)

    assert ("V43", "suppliers!D5") in [
        (one.code, one.place)
        for one in match(line(file="cathode.json", replaces="cathode", evidence_id="E7"), evidence=evidence)[1].of(
            ERROR
        )
    ]


@pytest.mark.parametrize(
    ("changed", "place", "said"),
    [
        ({"replaces": "cell_nmc811 > cathode_nmc8111"}, "suppliers!C5", "did you mean 'cell_nmc811 > cathode_nmc811'"),
        ({"replaces": "cathod"}, "suppliers!C5", "'cathod' is nothing that this pack buys"),
        ({"replaces": None}, "suppliers!A5", "nothing buys of Supplier M"),
    ],
)
def test_a_row_that_replaces_nothing_is_refused(match, changed, place, said):
    found, findings = match(line(**(TYPED | changed)))

    assert found == ()
    assert [(one.place, said in one.text) for one in findings.of(ERROR)] == [(place, True)]


def test_two_footprints_for_one_purchase_are_refused(match):
    other = line(**TYPED, replaces="cathode").model_copy(update={"supplier_id": "S2"})

    assert "has a footprint of S1 already" in match(line(**TYPED, replaces="cathode"), other)[1].of(ERROR)[0].text


def test_a_material_of_an_unknown_supplier_is_refused(match):
    rows = (MaterialLine(key="cathode", supplier_id="S9", places={"supplier_id": "cell_materials!K5"}),)
    findings = match(line(replaces="graphite", **TYPED), cell_materials=rows)[1]

    assert [one.words for one in findings.of(ERROR)] == [
        "cell_materials!K5: 'S9' is no row of the sheet suppliers; known: S1"
    ]


def test_a_solved_system_moves_by_the_difference(match, system):
    """with a figure by stage, the stages of the purchase split and no total but by value"""
    (one,), _ = match(line(**TYPED, replaces="cathode", stage_raw=value(80), stage_production=value(20)))
    same = replace(one.replacement, stages=())

    split, whole = with_replacements(system, [one.replacement]), with_replacements(system, [same])
    assert len(split.exchanges) == len(whole.exchanges) + 1


def test_a_form_that_a_supplier_sent_back_is_a_file_of_the_sheet(match, tmp_path):
    """60 t of cathode from 100 t of nickel sulfate at 12 kg/kg: 20 kg/kg"""
    inputs = [("salt", "nickel_sulfate_market", "100", "t")]
    answered(tmp_path / "answer.xlsx", {"name": "Supplier M", "period": "2025"}, inputs, OUTPUTS)
    kit = {CATHODE: KitFigure(30, 2), ("precursor_nmc811", "nickel_sulfate_market"): KitFigure(12, 1)}
    (one,), findings = match(line(file="answer.xlsx", replaces="cathode"), kit=kit)

    assert findings.of(ERROR) == ()
    assert one.replacement.value == pytest.approx(20)
    assert (one.replacement.supplier, one.footprint.file) == ("Supplier M", "answer.xlsx")
    assert len(one.footprint.sha256) == 64


def test_a_form_that_is_none_is_refused_by_name(match, tmp_path):
    (tmp_path / "answer.xlsx").write_bytes(b"no workbook")

    answered(tmp_path / "odd.xlsx", None, [("salt", "x", "1,2", "t")])
    places = [one.place for one in match(line(file="odd.xlsx", replaces="cathode"))[1].of(ERROR)]
    assert places == ["odd.xlsx, inputs!D5", "odd.xlsx"]
    assert "answer.xlsx is no workbook" in match(line(file="answer.xlsx", replaces="cathode"))[1].of(ERROR)[0].text
    assert "cannot be read" in match(line(file="gone.xlsx", replaces="cathode"))[1].of(ERROR)[0].text


@pytest.mark.parametrize(("rows", "inputs"), [
    ((), {"lipf6", "ethylene_carbonate", "dimethyl_carbonate"}),
    ((MaterialLine(key="lithium_salt", supplier_id="S2"),), {"ethylene_carbonate", "dimethyl_carbonate"}),
    ((MaterialLine(key="lithium_salt", process="steel"),), {"steel", "ethylene_carbonate", "dimethyl_carbonate"}),
])  # fmt: skip
def test_the_footprint_of_a_mixture_stands_for_its_parts(match, rows, inputs):
    """but for a part that has a supplier of its own"""
    mixture = MaterialLine(key="electrolyte", supplier_id="S1")
    second = line(**TYPED | {"supplier_id": "S2", "name": "Supplier N"})
    found, _ = match(line(**TYPED), second, cell_materials=(mixture, *rows))

    assert {one.replacement.input for one in found if one.replacement.supplier == "Supplier M"} == inputs
    assert {one.replacement.buyer for one in found} == {"cell_nmc811"}


def test_packaging_of_a_supplier_is_bought_where_packs_are_delivered(match):
    found, _ = match(line(**TYPED), pack_parts=(PartLine(key="packaging", supplier_id="S1"),))

    assert [(one.replacement.buyer, one.replacement.input) for one in found] == [
        ("distribution_nmc811", "own_packaging")
    ]
