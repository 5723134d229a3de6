"""Payloads of a bundle: those that can be made, and why the others are not there."""

import json
from dataclasses import replace

from lca_models.reporting.declaration.bundle import PAYLOADS
from lca_models.reporting.declaration.payload_members import LEFT_OUT, left_out, members, payload_documents
from lca_models.reporting.declaration.table import read_csv
from lca_models.reporting.payloads.rules.checking import check_payload
from lca_models.scope.wording.catalogue import CHINESE
from lca_models.scope.wording.messages import speaking


def test_what_nobody_has_given_is_left_out_with_its_reason(lfp_declared):
    """the sheet names company, model, plant and period; the forms of Catena-X and PACT ask for numbers"""
    found = members(lfp_declared)

    assert set(found) == {PAYLOADS["idta"], PAYLOADS["eu-article-7"], LEFT_OUT}
    rows = read_csv(found[LEFT_OUT])
    assert [row["form"] for row in rows] == ["pact", "catenax-supplier", "catenax"]
    assert rows[0]["reason_en"].startswith("the buyer's form asks for company-id, product-id")
    assert all(row["reason_zh"] != row["reason_en"] for row in rows)


def test_placeholders_fill_every_form_where_they_are_asked_for(lfp_declared):
    asked = replace(lfp_declared, placeholder_ids=True)
    with speaking(CHINESE):  # whoever asks, the texts of a bundle are in one language
        found = members(asked)

    assert set(found) == {*PAYLOADS.values(), LEFT_OUT}
    assert left_out(asked).rows == ()
    for form, document in payload_documents(asked).items():
        assert json.loads(found[PAYLOADS[form]]) == document
        assert check_payload(form, document, is_draft=True) == ()
    assert "in trial to 31 December 2026" in found[PAYLOADS["pact"]].decode()
