"""The file that a sheet names: found beside it, of a kind that is read, and the footprint in it that is meant."""

import hashlib
import json
import random

import pytest
from counts import examples
from supplier_files import catenax, pact, text_of

from lca_models.inventory.activity.findings import ERROR, Findings
from lca_models.inventory.activity.suppliers.payloads.json_text import PayloadError
from lca_models.inventory.activity.suppliers.payloads.reading import footprints_in, read_footprint

PLACE = "suppliers!F7"


def read(tmp_path, content, name="cathode.json", asked=None):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else text_of(content))
    findings = Findings()
    return read_footprint(asked or name, tmp_path, PLACE, findings), findings


def refusal(tmp_path, content, **asked):
    found, findings = read(tmp_path, content, **asked)
    assert found is None
    return "\n".join(one.words for one in findings.of(ERROR))


@pytest.mark.parametrize(
    "tree",
    [
        pact(),
        [pact()],
        {"data": pact()},
        {"data": [pact()]},
        {"type": "answer", "data": {"requestEventId": "1", "pfs": [pact()]}},
    ],
)
def test_a_footprint_is_found_in_whatever_carries_it(tmp_path, tree):
    found, findings = read(tmp_path, tree)

    assert found.value == 3.9
    assert (found.file, found.place) == ("cathode.json", PLACE)
    assert found.sha256 == hashlib.sha256(text_of(tree)).hexdigest()
    assert findings.found == []


def test_catena_x_is_told_by_its_fields(tmp_path):
    assert read(tmp_path, catenax())[0].kind == "Catena-X"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "suppliers!F7: cathode.json: is no JSON"),
        (b"3", "is no footprint but a single value"),
        (b"[]", "holds no footprint"),
        (b"[3]", "holds no footprint"),
        (b'{"data": []}', "holds no footprint"),
        ({"code": "AccessDenied", "message": "no"}, "is a refusal of the supplier's system: no"),
        ({"ProductCarbonFootprints": []}, "is the carbon footprint of a battery passport (IDTA)"),
        ({"a": 1, "b": 2}, "9.0.0 with scopeOfPcfForm); its fields are a, b"),
        (pact({"specVersion": "urn:io.catenax.pcf:datamodel:version:9.0.0"}), "is a Catena-X product carbon footprint"),
        (pact({"specVersion": "2.2.0"}), "cathode.json, specVersion: is '2.2.0'"),
        (pact(declaredUnitAmount="0"), "cathode.json, pcf.declaredUnitAmount: 0 is not above 0"),
    ],
)  # fmt: skip
def test_another_file_is_refused_by_what_it_is(tmp_path, content, said):
    assert said in refusal(tmp_path, content)


def test_a_file_that_is_not_there_is_a_fault_of_the_sheet(tmp_path):
    findings = Findings()

    assert read_footprint("gone.json", tmp_path, PLACE, findings) is None
    assert findings.found[0].words.startswith("suppliers!F7: 'gone.json' cannot be read")
    assert read_footprint("a\x00b", tmp_path, PLACE, findings) is None


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "huge.json").open("wb") as stream:
        stream.truncate(50_000_000)
    findings = Findings()

    assert read_footprint("huge.json", tmp_path, PLACE, findings) is None
    assert "has 50,000,000 bytes" in findings.found[0].text


def test_a_folder_is_no_file(tmp_path):
    findings = Findings()

    assert read_footprint(".", tmp_path, PLACE, findings) is None
    assert "is no file" in findings.found[0].text


def test_of_several_footprints_the_sheet_names_one(tmp_path):
    other = pact(
        {"id": "99999999-2222-4333-8444-555555555555", "productIds": ["urn:gtin:1"]}, pcfExcludingBiogenicUptake="3.91"
    )

    assert "holds 2 footprints; name one as cathode.json#ID: 11111111" in refusal(tmp_path, [pact(), other])
    assert read(tmp_path, [pact(), other], asked="cathode.json#urn:gtin:1")[0].value == 3.91
    assert "holds no footprint of 'x'" in refusal(tmp_path, [pact(), other], asked="cathode.json#x")


def test_a_footprint_that_another_takes_the_place_of_is_passed_over(tmp_path):
    former = pact({"id": "99999999-2222-4333-8444-555555555555", "status": "Deprecated"})

    assert read(tmp_path, [former, pact()])[0].id.startswith("1111")
    assert "a later footprint takes its place" in refusal(tmp_path, [former])


def test_too_many_footprints_are_refused():
    with pytest.raises(PayloadError, match="holds 1,001 footprints"):
        footprints_in([{"pcf": {}}] * 1_001, "a.json")


def mutated(tree, rng):
    """A tree with one value or name changed, anywhere in it."""
    places = []

    def walk(one):
        if isinstance(one, dict):
            places.extend((one, key) for key in one)
            for value in one.values():
                walk(value)
        elif isinstance(one, list):
            places.extend((one, at) for at in range(len(one)))
            for value in one:
                walk(value)

    walk(tree)
    holder, key = rng.choice(places)
    others = [None, True, 0, -1, 1e9, "", "x", "NaN", "1e30", "-3", [], {}, [[]], {"a": 1}, "\u202e", "9" * 50]
    if isinstance(holder, dict) and rng.random() < 0.3:
        holder[f"{key}x"] = holder.pop(key)
    else:
        holder[key] = rng.choice(others)
    return tree


@pytest.mark.parametrize("make", [pact, catenax])
def test_mutated_files_are_read_or_refused_in_words(tmp_path, make):
    rng = random.Random(0)
    for _ in range(examples(100)):
        tree = make()
        for _ in range(rng.randint(1, 3)):
            tree = mutated(tree, rng)
        found, findings = read(tmp_path, json.dumps(tree).encode())
        assert (found is None) == bool(findings.of(ERROR))
        assert all(one.text and one.place.startswith(("cathode.json", PLACE)) for one in findings.found)
