"""Values of footprint files: their types, and what is said of one that has another."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from lca_models.inventory.activity.suppliers.payloads import field_types as types


@pytest.mark.parametrize(
    ("read", "value", "said"),
    [
        (types.as_decimal_text, Decimal("3.9"), 'is the number 3.9; write it as a text in quotes: "3.9"'),
        (types.as_decimal_text, "3,9", "'3,9' is not a number; write it as 3.9"),
        (types.as_decimal_text, "NaN", "not a finite number"),
        (types.as_decimal_text, "", "is not a number"),
        (types.as_decimal_text, "1e300", "no figure of a footprint"),
        (types.as_decimal_text, True, "is true; give a number"),
        (types.as_decimal_text, None, "is null; give a number"),
        (types.as_number, "3.9", 'is the text "3.9"; write it as a number without quotes'),
        (types.as_number, Decimal("NaN"), "no figure of a footprint"),
        (types.as_number, [1], "is […]; give a number"),
        (types.as_text, 3, "is 3; give a text in quotes"),
        (types.as_text, " ", "is empty"),
        (types.as_any_text, {}, "is {…}; give a text"),
        (types.as_any_text, "x" * 20_001, "has 20,001 characters"),
        (types.as_uuid, "1234", "is no UUID"),
        (types.as_urn, "gtin:1", "is no URN"),
        (types.as_time, "2025-12-31", "is no time with a zone"),
        (types.as_time, "2025-12-31T00:00:00", "is no time with a zone"),
        (types.as_time, "2025-1-31T00:00:00Z", "is no time with a zone"),
        (types.as_flag, "true", "is true; give true or false, without quotes"),
        (types.as_flag, 1, "is 1; give true or false"),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_to_write(read, value, said):
    with pytest.raises(ValueError, match=r".") as refused:
        read(value)

    assert said in str(refused.value)


def test_values_are_what_they_say():
    assert types.as_decimal_text(" 77.0") == Decimal("77.0")
    assert types.as_number(Decimal("1.5")) == Decimal("1.5")
    assert types.as_any_text("a\nb") == "a b"
    assert types.as_time("2025-12-31T00:00:00+08:00").utcoffset() == timedelta(hours=8)
    assert isinstance(types.as_time("2025-12-31T00:00:00Z"), datetime)


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    total: types.DecimalText


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    inner: list[Inner]


@pytest.mark.parametrize(
    ("tree", "field", "said"),
    [
        ({}, "inner", "is missing"),
        ({"inner": [{}]}, "inner[0].total", "is missing"),
        ({"inner": 3}, "inner", "is 3; give a list"),
        ({"inner": [3]}, "inner[0]", "is 3; give an object in braces"),
        ({"inner": [{"total": "x"}]}, "inner[0].total", "is not a number"),
        ({"inner": [{"total": "1", "old": 1}]}, "inner[0].old", "was renamed"),
        ({"inner": [{"total": "1", "inner": 1}]}, "inner[0].inner", "it belongs into the top"),
        ({"inner": [{"total": "1", "totl": 1}]}, "inner[0].totl", "did you mean 'total'"),
    ],
)
def test_each_fault_names_its_field(tree, field, said):
    with pytest.raises(ValidationError) as found:
        Outer.model_validate(tree)
    fault = next(types.faults_of(found.value, {"total": "inner", "inner": "the top"}, {"old": "was renamed"}))

    assert fault.field == field
    assert said in fault.text


class Two(BaseModel):
    one: str
    two: str


def test_what_one_object_lacks_is_said_in_one_line():
    with pytest.raises(ValidationError) as found:
        Two.model_validate({})

    assert [(one.field, one.text) for one in types.faults_of(found.value, {}, {})] == [
        ("", "lacks one, two, which every footprint of this kind has; ask the supplier for them")
    ]
