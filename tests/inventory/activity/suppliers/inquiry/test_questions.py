"""What suppliers are asked, in both languages."""

from lca_models.inventory.activity.suppliers.inquiry.questions import TABLES, kind_of, kinds, own_footprint, words


def test_every_page_and_column_has_words_in_both_languages():
    found = words()

    assert all(all(texts) for texts in found.values())
    assert all((page, key) in found for page, keys in TABLES.items() for key in (*keys, "title", "do"))


def test_a_kind_is_known_by_its_code_and_its_words():
    assert [kind_of(text) for text in ("product", "By-product", "废料", " Waste ", "profit")] == [
        "product", "by_product", "scrap", "waste", ""
    ]  # fmt: skip
    assert set(kinds()) == {"product", "by_product", "scrap", "waste", "emission"}


def test_a_supplier_is_not_asked_what_the_maker_knows():
    assert not {"replaces", "file", "supplier_id"} & {one.key for one in own_footprint()}
