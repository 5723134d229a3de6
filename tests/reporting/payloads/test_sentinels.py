"""What stands where a form asks for what does not exist yet."""

from lca_models.reporting.payloads.sentinels import leaves, sentinel_of, sentinel_rows


def test_sentinels_of_payloads_are_listed_with_their_reason(documents):
    rows = sentinel_rows(documents)
    found = {(one.form, one.path): one for one in rows}

    assert found["eu-article-7", "eu_doc_id"].value == "not-issued"
    assert found["idta", "ProductCarbonFootprints[0].WebLinkToPublicCarbonFootprintStudy"].value == "[]"
    assert found["catenax-supplier", "customerPartId"].chinese == "未提供采购方的零件号"
    assert len(rows) == 16  # 5 entries of the passport twice, 1 buyer's number, 2 of mass balance, 3 of Article 7


def test_what_is_given_is_no_sentinel():
    assert sentinel_rows({"eu-article-7": {"eu_doc_id": "DoC 7"}}) == ()
    assert sentinel_of("pact", "companyName") is None


def test_leaves_are_values_and_empty_lists():
    assert list(leaves({"a": [{"b": 1}, []], "c": {}})) == [("a[0].b", 1), ("a[1]", []), ("c", {})]
