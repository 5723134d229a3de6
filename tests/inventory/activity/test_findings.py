import pytest

from lca_models.inventory.activity.findings import ERROR, NOTE, WARNING, Findings, SheetError, listed


def findings() -> Findings:
    found = Findings()
    found.note("sheet!A1", "worth knowing")
    found.warn("sheet!A2", "unusual", "V09")
    found.error("sheet!A3", "wrong", "V08")
    found.error("", "wrong as a whole")
    found.error("sheet!A3", "wrong", "V08")
    return found


def test_each_remark_stands_once_in_the_order_it_was_found():
    assert [one.text for one in findings().of(ERROR)] == ["wrong", "wrong as a whole"]
    assert [one.severity for one in findings().of(NOTE, WARNING)] == [NOTE, WARNING]


def test_every_error_refuses_a_sheet_at_once_with_its_place():
    with pytest.raises(SheetError) as refused:
        findings().refuse("my_pack.xlsx")

    assert str(refused.value) == "my_pack.xlsx: sheet!A3: wrong\nmy_pack.xlsx: wrong as a whole"


def test_warnings_refuse_nothing():
    found = Findings()
    found.warn("sheet!A1", "unusual")

    found.refuse("my_pack.xlsx")


def test_a_long_list_is_shortened():
    assert listed("abc") == "a, b, c"
    assert listed("abc", 2) == "a, b, …"
    assert listed([]) == "none"
