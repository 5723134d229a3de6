"""What Activity Browser makes of a project and of a BW2Package, as JSON: run by a Python that has it, by its own functions.

Arguments: the name of a project below BRIGHTWAY2_DIR, and a BW2Package with the process that it demands.
"""

import json
import os
import sys
import time

import numpy as np


def of_project(name: str) -> dict:
    """Parameters, formulas, locks and spreads, as its parameter tab, its index of formulas and its dialogues read them."""
    import bw2data

    bw2data.projects.set_current(name)
    from activity_browser.bwutils import commontasks, uncertainty
    from activity_browser.bwutils.parameters.formula_exchanges import indexed_parameterized_flows
    from activity_browser.bwutils.parameters.manager import ParameterManager
    from bw2data.parameters import ActivityParameter, ProjectParameter

    flows = list(indexed_parameterized_flows())
    buyers = sorted({flow["output_key"] for flow in flows})
    scopes = {
        "/".join(key): commontasks.parameters_in_scope(bw2data.get_activity(key)) for key in buyers[:: len(buyers) // 5]
    }
    manager = ParameterManager()
    first, *others = (manager.calculate() for _ in range(2))
    stored = np.array([bw2data.Edge(document=_document(index)).amount for index in manager.indices])
    spreads = {one.name: uncertainty.get_uncertainty_interface(one) for one in ProjectParameter.select()}
    return {
        "locked": [one for one in bw2data.databases if commontasks.database_is_locked(one)],
        "databases": sorted(bw2data.databases),
        "flows": sorted([*flow["output_key"], *flow["input_key"], flow["formula"], flow["amount"]] for flow in flows),
        "scopes": {key: {each: float(one.amount) for each, one in scope.items()} for key, scope in scopes.items()},
        "activity parameters": ActivityParameter.select().count(),
        "recalculated": float((np.abs(first - stored) / np.maximum(np.abs(stored), 1e-300)).max()),
        "again": float(np.abs(first - others[0]).max()),
        "spreads": {each: [one.uncertainty_type.id, _numbers(one.uncertainty)] for each, one in spreads.items()},
        "sampleable": sorted(each for each, one in spreads.items()
                             if one.uncertainty_type.id > 1 and uncertainty.uncertainty_dict_is_sampleable(one.uncertainty)),
    }  # fmt: skip


def _document(index: object) -> object:
    from bw2data.backends.schema import ExchangeDataset

    return ExchangeDataset.get(
        (ExchangeDataset.input_database == index.input.database) & (ExchangeDataset.input_code == index.input.code)
        & (ExchangeDataset.output_database == index.output.database) & (ExchangeDataset.output_code == index.output.code)
    )  # fmt: skip


def _numbers(fields: dict) -> dict:
    return {name: float(value) for name, value in fields.items() if isinstance(value, int | float) and value == value}


def of_package(path: str, code: str) -> dict:
    """What its importer makes of a package in a new project, and the score of a process there."""
    import bw2data
    from activity_browser.bwutils import commontasks
    from activity_browser.bwutils.importers import ABPackage
    from bw2calc import LCA

    bw2data.projects.set_current("imported")
    stopped = ""
    try:
        ABPackage.import_file(path)
    except TypeError as error:  # it writes impact categories with an argument that bw2data has for databases alone
        stopped = str(error)
    (database,) = bw2data.databases
    names = []
    for one in ABPackage.load_file(path)[1:]:
        method = bw2data.Method(one["name"])
        method.register(**one["metadata"])
        method.write(one["data"])
        names.append(one["name"])
    method = next(one for one in names if one[:3] == ("climate change", "GWP100", "IPCC AR6"))
    lca = LCA({bw2data.get_activity((database, code)): 1}, method)
    lca.lci()
    lca.lcia()
    return {
        "stopped": stopped,
        "processes": len(bw2data.Database(database)),
        "exchanges": sum(len(list(node.exchanges())) for node in bw2data.Database(database)),
        "locked": commontasks.database_is_locked(database),
        "score": float(lca.score),
    }


def of_window() -> dict:
    """Its main window, opened without a display on the project in use."""
    start = time.perf_counter()
    from activity_browser import app

    app.main_window.show()
    app.application.processEvents()
    return {"title": app.main_window.windowTitle(), "seconds": time.perf_counter() - start}


if __name__ == "__main__":
    project, package, code = sys.argv[1:]
    found = {"package": of_package(package, code), "project": of_project(project), "window": of_window()}
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()
    os._exit(0)  # its threads still run
