"""Where figures in place of purchases come from."""

import json
from dataclasses import replace

import pytest

from lca_models.reporting.declaration.bundle import PROVENANCE
from lca_models.reporting.declaration.listing.provenance import provenance_document
from lca_models.reporting.declaration.listing.sheet import named_files


def test_a_replacement_of_the_sheet_stands_with_its_file_and_conversion(nmc_listed, nmc_declared):
    (one,) = json.loads(nmc_listed[PROVENANCE])["replacements"]
    (file,) = named_files(nmc_declared.sheet)
    assert one["received"] == {"file": file.named, "member": file.member, "sha256": file.sha256}
    assert (one["new"]["value"], one["said_by"]) == (26.0, "sheet")
    assert one["conversion"] == "26 kg CO2e per kg = 26 kg CO2e/kg"
    assert one["old"]["value"] > one["new"]["value"]


def test_the_chain_of_received_bundles_is_kept_in_its_order(nmc_declared):
    received = ({"manifest_sha256": "a"}, {"manifest_sha256": "b"})
    document = provenance_document(replace(nmc_declared, received=received), ())
    assert [one["manifest_sha256"] for one in document["extends"]] == ["a", "b"]


def test_what_a_request_replaces_stands_with_what_was_received(shipped_study, nmc_declared):
    """a stage of another bundle, and a typed figure"""
    about = {"buyer": "stage", "supplier": "x", "unit": "kg CO2e/pack", "gwp": "GWP100 AR6", "boundary": "the stage"}
    said = ({**about, "input": "distribution", "value": 5.0, "source": "b.zip", "locator": "SHA-256 ab; 5 per pack"},
            {**about, "input": "recycling", "value": 6.0, "source": "typed"})  # fmt: skip
    setup = replace(nmc_declared.result.setup, replacements=said)
    document = provenance_document(replace(nmc_declared, result=shipped_study.footprint(setup)), ())
    _, stage, typed = document["replacements"]
    assert (stage["received"], stage["conversion"]) == ({"file": "b.zip", "sha256": "ab"}, "5 per pack")
    assert stage["old"]["value"] == pytest.approx(nmc_declared.result.stages["distribution"])
    assert stage["new"]["value"] == 5.0
    assert (typed["said_by"], typed["received"], typed["conversion"]) == ("request", {}, "")


def test_a_product_without_replacements_has_none(lfp_declared):
    assert provenance_document(lfp_declared, ())["replacements"] == []
