"""The database as bw2io reads it, in the same bytes every time."""

import bz2
import json

from lca_models.reporting.declaration.listing.databases import Databases
from lca_models.reporting.declaration.listing.package import package_bytes


def test_the_loader_of_bw2io_reads_what_was_written(lfp_result, tmp_path):
    """this one is trusted; a received one never meets that loader"""
    from bw2io.package import BW2Package

    found = Databases(lfp_result)
    (tmp_path / "a.bw2package").write_bytes(package_bytes(found))
    database, *methods = BW2Package.load_file(str(tmp_path / "a.bw2package"))
    assert database["name"] == "ex-lfp-64"
    assert database["data"] == found.datasets
    assert {one["name"]: one["data"] for one in methods} == {
        found.method_name(one): found.factors(one) for one in found.methods.values()
    }


def test_the_same_result_gives_the_same_bytes_in_an_order_that_no_set_decides(lfp_result):
    first = package_bytes(Databases(lfp_result))
    assert package_bytes(Databases(lfp_result)) == first
    database = json.loads(bz2.decompress(first))[0]
    keys = database["values"][database["keys"].index("data")]["keys"]
    assert [one["data"] for one in keys] == sorted(one["data"] for one in keys)
