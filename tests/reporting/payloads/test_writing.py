"""What is written for buyers is read by the reader of what suppliers send, and tells nothing of the recipe."""

import json
import re
from datetime import UTC, datetime

import pytest

from lca_models.inventory.activity.findings import Findings
from lca_models.inventory.activity.suppliers.payloads.reading import read_footprint
from lca_models.reporting.payloads.gate import ExportError, Shown
from lca_models.reporting.payloads.writing import FORMS, export_document, form_named, write_export
from lca_models.scope.stages import DISTRIBUTION

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
IDS = ("company=Example Co.", "company-id=urn:x:company:1", "product-id=urn:x:product:1", "bpnl=BPNL00000000MADE",
       "bpns=BPNS00000000MADE", "part=EX-A", "period=2025-01", "plant=Plant A")  # fmt: skip


READ = ("pact", "catenax-supplier", "catenax")  # forms that a supplier's file is read in


def written(result, form, tmp_path):
    path = write_export(export_document(result, form, NOW, ids=IDS), tmp_path / "a.json")
    findings = Findings()
    return read_footprint(path.name, tmp_path, "here", findings), findings


@pytest.mark.parametrize("form", READ)
def test_a_buyer_reads_what_was_calculated(credited, form, tmp_path):
    """six figures are left of each number; nothing of a shipped pack is data of its maker"""
    found, findings = written(credited, form, tmp_path)
    shown = Shown(credited)

    assert findings.found == []
    assert (found.unit, found.amount, found.primary_share) == ("piece", 1, 0)
    assert found.mass_kg == pytest.approx(shown.mass_kg, rel=1e-5)
    assert found.cut().value == pytest.approx(shown.gate, rel=1e-5)


def test_the_gate_of_pact_has_its_distribution_beside_it(burdened, tmp_path):
    found, _ = written(burdened, "pact", tmp_path)

    assert found.outbound == pytest.approx(burdened.stages[DISTRIBUTION], rel=1e-5)
    assert sum(found.gases.values()) == pytest.approx(found.value)
    assert (found.geography, found.gwp) == (burdened.province, ("AR6",))


def test_stages_of_catena_x_hold_no_credit(credited, tmp_path):
    found, _ = written(credited, "catenax-supplier", tmp_path)

    assert found.stages == pytest.approx(Shown(credited).burdens, rel=1e-4)
    assert {one.name for one in found.metals} >= {"Ni", "Co", "Mn", "Li", "Cu", "Al"}


@pytest.mark.parametrize("form", FORMS)
def test_nothing_of_the_recipe_is_told(credited, form):
    text = json.dumps(export_document(credited, form, NOW, ids=IDS))

    assert not re.search("graphite|cathode_|electrolyte|separator|specific_energy|acceptance", text)


def test_the_id_of_a_footprint_follows_from_what_it_says(burdened):
    first = export_document(burdened, "pact", NOW, ids=IDS)
    later = export_document(burdened, "pact", NOW.replace(day=2), ids=IDS)
    other = export_document(burdened, "pact", NOW, ids=[*IDS, "product-id=urn:x:product:2"])

    assert first["id"] == later["id"] != other["id"]
    assert first["created"] == "2026-06-01T08:00:00Z"


def test_a_draft_says_so_in_its_name(burdened, tmp_path):
    document = export_document(burdened, "pact", NOW, ids=["period=2025-01"], placeholders=True)

    assert write_export(document, tmp_path / "a.json", is_draft=True).name == "a.draft.json"
    assert json.loads((tmp_path / "a.draft.json").read_text(encoding="utf-8"))["companyName"] == "placeholder"


def test_an_example_says_so_in_its_name_and_in_its_comment(materials, tmp_path):
    document = materials["lfp_sichuan"].document("pact")

    assert write_export(document, tmp_path / "a.json", is_example=True).name == "a.example.json"
    assert write_export(document, tmp_path / "a.json", is_draft=True, is_example=True).name == "a.draft.json"
    assert document["comment"].endswith("made-up example, not a declaration")


@pytest.mark.parametrize("sheet", ["lfp_sichuan", "nmc811_guangdong"])
@pytest.mark.parametrize("form", READ)
def test_a_payload_of_a_data_sheet_is_read_back_with_the_same_numbers(materials, sheet, form, tmp_path):
    """six figures are left of each; no supplier is named"""
    material, findings = materials[sheet], Findings()
    path = write_export(material.document(form), tmp_path / "a.json")
    found = read_footprint(path.name, tmp_path, "here", findings)
    stages = material.shown.result.stages

    assert findings.found == []
    assert found.cut().value == pytest.approx(stages["raw material acquisition"] + stages["manufacturing"], rel=1e-5)
    assert found.mass_kg == pytest.approx(material.shown.mass_kg, rel=1e-5)
    assert "Example Cathode" not in path.read_text(encoding="utf-8")
    if form != "catenax-supplier":
        assert found.outbound == pytest.approx(stages["distribution"], rel=1e-5)
        assert (found.geography, found.exempted_share) == (
            material.shown.result.province,
            pytest.approx(material.shown.left_out),
        )


def test_other_names_of_a_form_are_known(burdened):
    assert (form_named("article-7"), form_named("catenax-pcf"), form_named("pact")) == (
        "eu-article-7",
        "catenax",
        "pact",
    )


def test_an_unknown_form_is_refused(burdened):
    with pytest.raises(ExportError, match="there is no form 'pakt'; did you mean 'pact'"):
        export_document(burdened, "pakt", NOW)
