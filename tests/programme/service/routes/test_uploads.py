import hashlib
import io
import socket

import pytest
from submitted_bundles import bundle_bytes
from tusclient.client import TusClient

from lca_models.programme.service.uploads import FOLDER

PART = {"Content-Type": "application/offset+octet-stream"}


def begun(door, actor, length):
    return door.post(actor, "/uploads", headers={"Upload-Length": str(length)})


def test_a_published_client_uploads_in_parts_and_resumes(door, parties):
    content = bundle_bytes()
    client = TusClient(f"{door.url}/uploads", headers={"Authorization": f"Bearer {door.token(parties.maker)}"})
    first = client.uploader(file_stream=io.BytesIO(content), chunk_size=300, upload_checksum=False)
    first.upload(stop_at=600)
    again = client.uploader(file_stream=io.BytesIO(content), chunk_size=10_000, url=first.url)
    assert again.offset == first.offset == 600
    again.upload()
    body = {"upload": first.url.rpartition("/")[2], "sha256": hashlib.sha256(content).hexdigest(),
            "model": parties.own.model, "plant": parties.own.plant}  # fmt: skip
    assert door.post(parties.maker, "/submissions", body).status_code == 201


def test_an_upload_goes_on_where_the_connection_broke(door, parties):
    place = begun(door, parties.maker, 10).headers["Location"].removeprefix(door.url)
    host, port = door.url.removeprefix("http://").split(":")
    head = [f"PATCH {place} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {door.token(parties.maker)}",
            "Content-Type: application/offset+octet-stream", "Upload-Offset: 0", "Content-Length: 10", "", "01234"]  # fmt: skip
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall("\r\n".join(head).encode())
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(1_000):
            pass
    status = 0
    while status != 204:  # the service may see the end of the connection a moment later
        there = int(door.ask(parties.maker, "HEAD", place).headers["Upload-Offset"])
        headers = PART | {"Upload-Offset": str(there)}
        status = door.ask(parties.maker, "PATCH", place, headers, content=b"0123456789"[there:]).status_code
        assert status in (204, 409, 423)
    name = place.rpartition("/")[2]
    assert (parties.registry.store / FOLDER / name).read_bytes() == b"0123456789"


def test_sizes_are_bounded_with_a_length_and_without(door, parties):
    assert begun(door, parties.maker, 2**28).status_code == 413
    place = begun(door, parties.maker, 10).headers["Location"]
    for content in (b"0" * 11, iter([b"0" * 6] * 2)):
        answered = door.ask(parties.maker, "PATCH", place, PART | {"Upload-Offset": "0"}, content=content)
        assert answered.status_code == 413
    assert door.ask(parties.maker, "HEAD", place).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("length", ["0", "-1", "1.5", "x", "9" * 40, ""])
def test_what_is_no_length_is_refused(door, parties, length):
    assert door.post(parties.maker, "/uploads", headers={"Upload-Length": length}).status_code == 422


def test_a_part_of_another_type_or_offset_or_checksum_is_refused(door, parties):
    place = begun(door, parties.maker, 10).headers["Location"]
    for headers, status in (
        ({"Content-Type": "text/plain", "Upload-Offset": "0"}, 415), (PART, 422), (PART | {"Upload-Offset": "3"}, 409),
        (PART | {"Upload-Offset": "0", "Upload-Checksum": "sha256 AAAA"}, 460),
        (PART | {"Upload-Offset": "0", "Upload-Checksum": "crc32 AAAA"}, 422),
    ):  # fmt: skip
        assert door.ask(parties.maker, "PATCH", place, headers, content=b"0123").status_code == status


@pytest.mark.parametrize(
    "odd",
    [
        "..",
        "..%2f..%2fpilot.db",
        "%2e%2e/%2e%2e/store.json",
        "x",
        "store.json",
        "%00",
        "00000000-0000-4000-8000-000000000000",
    ],
)
def test_no_id_leads_to_another_file(door, parties, odd):
    kept = {path: path.read_bytes() for path in parties.registry.store.rglob("*") if path.is_file()}
    for method in ("HEAD", "PATCH", "DELETE"):
        answered = door.ask(parties.maker, method, f"/uploads/{odd}", PART | {"Upload-Offset": "0"}, content=b"x")
        assert answered.status_code in (404, 405, 422)
    assert {path: path.read_bytes() for path in parties.registry.store.rglob("*") if path.is_file()} == kept
