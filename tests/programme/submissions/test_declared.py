import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from submitted_bundles import bundle_bytes

from lca_models.programme.registry.errors import InvalidError
from lca_models.programme.submissions.declared import declared_bundle
from lca_models.reporting.declaration.archive import archive_bytes


def test_a_bundle_says_its_period_product_rules_and_tables():
    said = declared_bundle(bundle_bytes(month="2024-03", energy=64.0))
    assert (said.period_start, said.period_end) == ("2024-03-01", "2025-02-28")
    assert (said.model, said.chemistry, said.rated_kwh, said.rules, said.tables) == (
        "A60",
        "LFP",
        "64.0",
        "cn-551",
        "ab" * 32,
    )
    assert said.is_made_up


def test_members_have_their_class_and_an_unknown_one_is_secret():
    classes = {one.path: one.confidentiality for one in declared_bundle(bundle_bytes(**{"odd.bin": b"1"})).members}
    assert (classes["declaration.json"], classes["results/stages.csv"], classes["odd.bin"]) == (
        "public",
        "business",
        "secret",
    )


def test_serials_of_certificates_are_read_with_their_month():
    rows = [{"number_first": "A1", "number_last": "A9", "generation_month": "2025-01"}, {"number_first": "B1"}]
    sheet = json.dumps({"certificates": rows}).encode()
    said = declared_bundle(bundle_bytes(**{"sheet/sheet.json": sheet}))
    assert said.certificates == (("A1", "A9", "2025-01"), ("B1", "B1", ""))


def test_everything_that_is_missing_is_said_at_once():
    with pytest.raises(InvalidError) as refused:
        declared_bundle(archive_bytes({"declaration.json": b'{"product": {}}'}))
    assert {one.where for one in refused.value.problems} == {"declaration.json", "versions.json", "manifest.json"}
    assert len(refused.value.problems) == 7  # period, rules, three of the product, versions, manifest


@given(st.binary(max_size=200))
def test_any_bytes_are_a_bundle_or_refused_by_name(content):
    with pytest.raises(InvalidError, match="is no bundle"):
        declared_bundle(content)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda one: st.dictionaries(
            st.sampled_from(["product", "period", "rules", "id", "first_month", "months", "model"]), one, max_size=4
        ),
        max_leaves=8,
    )
)
def test_any_declaration_is_read_or_refused_by_name(tree):
    with pytest.raises(InvalidError):
        declared_bundle(archive_bytes({"declaration.json": json.dumps(tree).encode()}))
