"""A pilot as a folder."""

import csv
import json

from lca_models.programme.pilot.folder import write_pilot
from lca_models.programme.pilot.generating import BALANCED


def test_a_folder_holds_sheets_what_was_planted_and_found_and_says_that_it_is_synthetic(tiny_run, tmp_path):
    write_pilot(tiny_run, tmp_path / "pilot")
    said = json.loads((tmp_path / "pilot" / "pilot.json").read_text("utf-8"))
    sheets = sorted((tmp_path / "pilot" / "sheets").glob("*.yaml"))
    with (tmp_path / "pilot" / "planted.csv").open(encoding="utf-8") as file:
        planted = list(csv.DictReader(file))

    assert (said["synthetic"], said["design"], said["packs"]) == (True, BALANCED, len(sheets))
    assert all(one.read_text("utf-8").startswith("# SYNTHETIC") for one in sheets)
    assert [row["pack"] for row in planted] == [one.error.pack for one in tiny_run.score.scored]
    assert "合成" in said["mark"]
