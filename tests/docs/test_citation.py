"""What describes a release for those who cite and archive it: one version, one date, one title, one licence."""

import datetime
import json
import tomllib

import yaml

from docs.building.sources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
ARCHIVE = json.loads((ROOT / ".zenodo.json").read_text(encoding="utf-8"))


def test_citation_and_archive_agree_with_the_project():
    assert CITATION["version"] == ARCHIVE["version"] == PROJECT["version"]
    assert CITATION["title"] == ARCHIVE["title"]
    assert CITATION["license"] == ARCHIVE["license"] == PROJECT["license"]
    assert [one["name"] for one in CITATION["authors"]] == [one["name"] for one in ARCHIVE["creators"]]
    assert CITATION["keywords"] == ARCHIVE["keywords"]


def test_a_release_has_its_date():
    assert isinstance(CITATION["date-released"], datetime.date)
    assert CITATION["date-released"].isoformat() == ARCHIVE["publication_date"]


def test_the_project_names_addresses():
    assert all(one.startswith("https://") for one in PROJECT["urls"].values())
    assert PROJECT["urls"]
