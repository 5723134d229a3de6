"""`lca-models declare`: one bundle, or one line that says why not."""

import json

import pytest

from lca_models.commands.main import main
from lca_models.reporting.declaration import writing
from lca_models.reporting.declaration.archive import read_archive
from lca_models.reporting.declaration.manifest import manifest_hash
from tests.reporting.declaration.conftest import SHEETS, SHORT


@pytest.fixture
def declare(shipped_study, monkeypatch, tmp_path, capsys):
    """Runs the command in an empty folder, with the room of declarations alone: (status, stdout, stderr)."""
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    monkeypatch.setattr(writing, "ROOMS", {"a": lambda declared: {"a.txt": declared.issued.isoformat().encode()}})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(SHORT, encoding="utf-8")

    def command(*arguments):
        capsys.readouterr()
        status = main(["declare", *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return command


def test_a_bundle_is_written_whole_with_the_day_that_was_given(declare, tmp_path):
    status, out, _ = declare("own.yaml", "--out", "made/own.zip", "--date", "2026-11-28", "--json")
    members = read_archive((tmp_path / "made/own.zip").read_bytes())
    document = json.loads(out)

    assert (status, members["a.txt"]) == (0, b"2026-11-28T00:00:00+00:00")
    assert document["manifest"] == manifest_hash(members)
    assert document["members"] == {name: len(content) for name, content in members.items()}
    assert (document["example"], document["rules"]) == (False, "cn-551")
    assert [one.name for one in (tmp_path / "made").iterdir()] == ["own.zip"]


def test_it_says_what_was_written_and_the_status_of_the_rules(declare):
    example = str(SHEETS / "lfp_sichuan.yaml")
    status, out, _ = declare(example, "--out", "a.zip", "--as-example", "--set", "distribution_truck_km=900")

    assert status == 0
    assert "the accounting annexes are not public" in out
    assert "made-up example, not a declaration" in out
    assert "a.zip: 3 members" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lfp-60kwh", "--out", "a.zip"], "lca-models new"),
        ([str(SHEETS / "lfp_sichuan.yaml"), "--out", "a.zip"], "--as-example"),
        (["own.yaml", "--out", "a.tar"], "ends with .zip"),
        (["own.yaml", "--out", "a.zip", "--date", "yesterday"], "write the day as"),
        (["none.yaml", "--out", "a.zip"], "none.yaml"),
        (["own.yaml", "--out", "a.zip", "--requirements", "none.csv"], "none.csv"),
        (["own.yaml", "--out", "a.zip", "--id", "bpnl=1"], "no number of a business partner"),
        (["own.yaml", "--out", "own.yaml/a.zip"], "own.yaml"),
    ],
)
def test_what_cannot_be_declared_is_one_line_and_writes_nothing(declare, tmp_path, words, said):
    status, out, err = declare(*words)

    assert (status, out) == (1, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["own.yaml"]


def test_a_bundle_takes_the_place_of_an_earlier_one(declare, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"earlier")

    assert declare("own.yaml", "--out", "a.zip")[0] == 0
    assert "a.txt" in read_archive((tmp_path / "a.zip").read_bytes())
