from data_sheets import given, sheet_of

from lca_models.inventory.activity.own_pack import pack_id, pack_of


def test_a_database_is_named_in_plain_letters():
    assert pack_id("EX-A 60/b") == "ex-a-60-b"
    assert pack_id("电池包") == pack_id("电池包") != pack_id("电池")


def test_a_pack_says_what_is_given_and_what_is_blank(shipped_study, tmp_path):
    """one value of all; the rest falls back to the archetype and is listed"""
    file = tmp_path / "a.yaml"
    file.write_text("{}", encoding="utf-8")
    sheet = sheet_of({"model": "EX-A", "rated_energy": given(64, "kWh")}).model_copy(update={"file": file})

    found = pack_of(sheet, shipped_study.surroundings())

    assert (found.id, found.name, found.archetype) == ("ex-a", "Pack A", "lfp-60kwh")
    assert [one.name for one in found.parameters] == ["lfp_pack_energy"]
    assert "pack mass, with coolant" in found.blanks
    assert found.identity == {"model": "EX-A"}
