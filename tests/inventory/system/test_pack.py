import pytest

from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack, own_name


@pytest.mark.parametrize(
    ("kind", "evidence", "is_measured"),
    [
        ("meter", "", True),
        ("invoice", "", True),
        ("calculated", "E1", True),
        ("calculated", "", False),
        ("estimate", "E1", False),
        ("supplier", "E1", False),
        ("", "E1", False),
    ],
)
def test_what_is_read_off_or_calculated_from_documents_is_measured(kind, evidence, is_measured):
    assert Origin("cell", source_kind=kind, evidence=evidence).is_measured is is_measured


def test_a_cell_that_feeds_several_values_counts_once():
    cell, other = Origin("sheet!A1"), Origin("sheet!A2")
    pack = Pack(
        "id", "name", "lfp-60kwh",
        (GivenParameter("a", 1, "1", cell), GivenParameter("b", 2, "1", cell), GivenParameter("c", 3, "1", Origin(""))),
        (GivenPurchase("cell_lfp", "steel", "a", other),), {"cell_plant_province": ("CN-SC", cell)},
    )  # fmt: skip

    assert pack.given_count == 2


def test_names_of_the_maker_are_names_of_parameters():
    assert own_name("Aerogel (blue)", "mass") == "own_aerogel_blue_mass"
    assert own_name("") == "own"


def test_words_of_other_scripts_are_told_apart():
    names = [own_name(words, "mass") for words in ("\u80f6", "\u819c", "\u80f6 A", "\u819c A", "a")]

    assert len(set(names)) == 5
    assert all(name.isascii() and name.isidentifier() for name in names)


def test_packs_that_differ_in_numbers_codes_and_words_have_one_structure():
    def pack(value, code, name, *purchases):
        given = (GivenParameter("energy", value, "kWh", Origin("sheet")),)
        return Pack(name, name, "toy", given, purchases, {"province": (code, Origin("sheet"))})

    bought = GivenPurchase("cell", "steel", "energy * 2", Origin("sheet"))
    assert pack(60.0, "CN-SC", "a").structure == pack(61.0, "CN-FJ", "b").structure
    assert pack(60.0, "CN-SC", "a", bought).structure != pack(60.0, "CN-SC", "a").structure
