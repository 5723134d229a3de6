"""`python -m bench.real_edit FOLDER`: one amount of the foreground of a project of real size moved through bw2data."""

from __future__ import annotations

import os
import sys

from bench.real_project import FLOWS, FOREGROUND, PROJECT, method


def edit(folder: str) -> None:
    """Makes the process `cell` emit a ton more of a flow that the first category counts."""
    os.environ |= {"BRIGHTWAY2_DIR": folder, "BRIGHTWAY_NO_STRUCTLOG": "1"}
    import bw2data

    bw2data.projects.set_current(PROJECT, update=False)
    # One that counts: about half of the flows have no factor, and Brightway lists them in no order.
    counted = {flow for flow, _ in bw2data.Method(method(0)).load()}
    flow = min(one.key for one in bw2data.Database(FLOWS) if one.id in counted or one.key in counted)
    bw2data.get_activity((FOREGROUND, "cell")).new_exchange(input=flow, amount=1000.0, type="biosphere").save()
    bw2data.Database(FOREGROUND).process()


if __name__ == "__main__":
    edit(sys.argv[1])
