"""`python -m bench.real_edit FOLDER`: one amount of the foreground of a project of real size moved through bw2data."""

from __future__ import annotations

import os
import sys

from bench.real_project import FOREGROUND, PROJECT


def edit(folder: str) -> None:
    """Makes the process `cell` emit a kilogram more of a flow."""
    os.environ |= {"BRIGHTWAY2_DIR": folder, "BRIGHTWAY_NO_STRUCTLOG": "1"}
    import bw2data

    bw2data.projects.set_current(PROJECT, update=False)
    flow = next(iter(bw2data.Database("flows")))
    bw2data.get_activity((FOREGROUND, "cell")).new_exchange(input=flow.key, amount=1000.0, type="biosphere").save()
    bw2data.Database(FOREGROUND).process()


if __name__ == "__main__":
    edit(sys.argv[1])
