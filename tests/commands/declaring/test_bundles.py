"""verify on bundles: what is asked for is checked first, and the exit status says whether a finding is open that is grave."""

import json

import pytest

from lca_models.commands.declaring.bundles import is_bundle


@pytest.fixture
def stranger(tmp_path):
    path = tmp_path / "b.zip"
    path.write_bytes(b"x")
    return path


def test_a_bundle_is_told_by_its_ending_and_a_folder_by_what_it_holds(stranger, tmp_path):
    assert is_bundle("some.ZIP")
    assert is_bundle(str(tmp_path))
    assert not is_bundle("lfp-60kwh")


def test_a_file_that_is_no_bundle_fails_with_one_finding(run, stranger):
    status, out, _ = run("verify", str(stranger), "--json")

    assert status == 1
    assert [one["rule"] for one in json.loads(out)["findings"]] == ["INT-04"]


def test_a_folder_has_a_row_a_bundle(run, stranger):
    status, out, _ = run("verify", str(stranger.parent))

    assert status == 1
    assert "b.zip" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--nonce", "xy"), "hexadecimal"),
        (("--hash", "ab"), "64 hexadecimal"),
        (("--threshold", "0"), "above 0"),
        (("more.zip",), "give one bundle"),
        (("--findings", "no.json"), "cannot be read"),
    ],
)
def test_what_cannot_be_asked_for_says_what_can(run, stranger, words, said):
    status, _, err = run("verify", str(stranger), *words)

    assert status == 1
    assert said in err


def test_a_bundle_that_is_not_there_is_named(run, tmp_path):
    assert "there is no file" in run("verify", str(tmp_path / "no.zip"))[2]
