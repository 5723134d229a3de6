"""An archive of openLCA is read without trust."""

import zipfile

import pytest
from olca_archive import CELL, COPPER, WHOLE, archive, exchange, made, members, process

from lca_models.inventory.formats.reading import olca_entities
from lca_models.inventory.formats.reading.olca_entities import look_at, read_entities
from lca_models.inventory.system.rows import ProjectError

ONE = process("c", "cell", made("f-cell"))


def refused(path, act=read_entities):
    with pytest.raises(ProjectError, match=rf"^{path.name}") as error:
        act(path)
    return str(error.value)


def test_entities_are_found_by_id_and_what_is_left_out_is_counted(tmp_path):
    more = {"sources/s.json": {"@id": "s"}, "sources/t.json": {"@id": "t"}}
    found = read_entities(archive(tmp_path / "a.zip", members(*WHOLE) | more))
    assert sorted(found.processes) == ["c", "e", "m", "w"]
    assert (found.units["u-kWh"].factor, found.units["u-kWh"].name, found.places) == (3.6, "kWh", {"l-cn": "CN"})
    assert found.left_out == {"sources": 2}


@pytest.mark.parametrize(
    ("name", "said"),
    [("../processes/x.json", "leads out"), ("/etc/x.json", "leads out"), ("C:/x.json", "leads out"),
     ("processes\\x.json", "leads out")],
)  # fmt: skip
def test_a_name_that_leads_out_of_the_archive_is_refused(tmp_path, name, said):
    path = archive(tmp_path / "a.zip", members(CELL, ONE) | {name: b"{}"})
    if "\\" not in name:  # Python itself puts a slash in its place
        assert said in refused(path)
        assert said in refused(path, look_at)


def test_links_passwords_and_doubles_are_refused(tmp_path):
    path = archive(tmp_path / "a.zip", members(CELL, ONE))
    with zipfile.ZipFile(path, "a") as zipped:
        link = zipfile.ZipInfo("flows/link.json")
        link.external_attr = 0o120777 << 16
        zipped.writestr(link, "/etc/passwd")
    assert "is a link" in refused(path)
    path = archive(tmp_path / "b.zip", members(CELL, ONE))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("flows/f-cell.json", "{}")
    assert "stands twice" in refused(path)


def test_what_would_unpack_to_too_much_is_not_unpacked(tmp_path, monkeypatch):
    path = archive(tmp_path / "a.zip", members(CELL, ONE))
    monkeypatch.setattr(olca_entities, "LARGEST", 300)
    assert "bytes" in refused(path)
    monkeypatch.setattr(olca_entities, "LARGEST", 2**20)
    monkeypatch.setattr(olca_entities, "MOST", 3)
    assert "more than 3 files" in refused(path)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"a.txt": b""}, "holds no processes"),
        ({"context.json": {}, "processes/c.json": ONE}, "openLCA 1"),
        (members(ONE, version=3), "version 3, of 2"),
        (members(ONE) | {"flows/x.json": b"[1]"}, "flows/x.json: it is no JSON object"),
        (members(ONE) | {"flows/x.json": b"{"}, "flows/x.json: it is no JSON of UTF-8"),
        (members(ONE) | {"flows/x.json": b'{"@id": NaN}'}, "flows/x.json: it says NaN"),
        (members(ONE) | {"flows/x.json": b"[" * 20_000}, "flows/x.json: it is no JSON of UTF-8"),
        (members(ONE) | {"flows/x.json": {"name": "x"}}, "flows/x.json: @id"),
        (members(ONE) | {"flows/x.json": {"@id": "x", "flowProperties": 5}}, "flows/x.json: its fields are not those"),
        (members(ONE) | {"unit_groups/x.json": {"@id": "x", "units": [{"@id": "u", "conversionFactor": 0}]}},
         "conversionFactor"),
    ],
)  # fmt: skip
def test_what_is_no_archive_of_openlca_2_is_said_with_its_file(tmp_path, found, said):
    assert said in refused(archive(tmp_path / "a.zip", found))


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"text"])
def test_what_is_no_archive_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert "is no JSON-LD archive" in refused(path)
    assert "\n" not in refused(path, look_at)


def test_a_member_that_is_damaged_is_named(tmp_path):
    path = archive(tmp_path / "a.zip", members(CELL, ONE))
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"PRODUCT_FLOW"', b'"PRODUCT_FLEW"', 1))
    assert "flows/f-cell.json' is damaged" in refused(path)


def test_a_unit_or_property_that_is_nowhere_is_said_in_words(tmp_path):
    found = read_entities(
        archive(tmp_path / "a.zip", members(CELL, COPPER, process("c", "c", exchange("f-cu", 1.0, "t"))))
    )
    (one,) = found.processes["c"].exchanges
    assert found.in_reference(one, found.flows["f-cu"]) == 1000.0
    one.flow_property.id = "p-x"
    with pytest.raises(ValueError, match="'copper' does not have it"):
        found.in_reference(one, found.flows["f-cu"])
    one.unit = None
    with pytest.raises(ValueError, match="'none' is in no unit group"):
        found.unit_of(one)
