"""Payloads in files of strangers."""

import json

import pytest
from payload_mutants import mutated

from lca_models.inventory.activity.suppliers.payloads.json_text import PayloadError
from lca_models.reporting.payloads.rules.checking import FormError
from lca_models.reporting.payloads.rules.files import check_file, check_lines
from lca_models.reporting.payloads.writing import payload_bytes


def test_a_list_is_checked_one_by_one(documents, tmp_path):
    wrong = mutated(documents["pact"], {"pcf.dqi.temporalDQR": "9"})
    (tmp_path / "a.json").write_text(json.dumps([documents["pact"], wrong]), encoding="utf-8")

    assert [(one.place, one.form, len(one.problems)) for one in check_file(tmp_path / "a.json")] == [
        ("[0]", "pact", 0),
        ("[1]", "pact", 1),
    ]


def test_a_draft_is_one_by_its_name(documents, tmp_path):
    content = payload_bytes(mutated(documents["pact"], {"companyName": "placeholder"}))
    for name, count in (("a.draft.json", 0), ("a.json", 1)):
        (tmp_path / name).write_bytes(content)
        assert len(check_file(tmp_path / name)[0].problems) == count


@pytest.mark.parametrize(
    ("content", "error", "said"),
    [
        ("{", PayloadError, "is no JSON"),
        ('{"a": 1}', FormError, "is of no form that is known here"),
        ("[" * 99 + "]" * 99, PayloadError, "nests more than"),
    ],
)
def test_what_is_no_payload_is_refused_in_one_line(tmp_path, content, error, said):
    (tmp_path / "a.json").write_text(content, encoding="utf-8")

    with pytest.raises(error, match=said):
        check_file(tmp_path / "a.json")


def test_a_form_that_is_named_stands_above_the_fields(tmp_path):
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")

    assert check_file(tmp_path / "a.json", "idta")[0].problems[0].path == "ProductCarbonFootprints"


def test_problems_are_lines_and_a_document_without_any_is_one(documents, tmp_path):
    wrong = mutated(documents["pact"], {"pcf.dqi.temporalDQR": "9"})
    (tmp_path / "a.json").write_bytes(payload_bytes(wrong))
    (tmp_path / "b.json").write_bytes(payload_bytes(documents["pact"]))

    assert check_lines(tmp_path / "a.json") == (["a.json: pcf.dqi.temporalDQR: PAY-02, is 9, outside 1 to 5"], 1)
    assert check_lines(tmp_path / "b.json") == (["b.json: keeps every rule of the form pact"], 0)
