from lca_models.inventory.system.own.reach import reaching
from lca_models.inventory.system.product_system import build_product_system


def test_a_process_that_nobody_buys_of_is_reached_and_changes_nothing(shipped_study):
    """hard carbon is in no LFP pack"""
    demand = ("recycling", "life_cycle_lfp")
    rows = shipped_study.rows
    before = build_product_system(rows, demand)
    code = next(node.key[1] for node in rows.nodes
                if node.type == "processwithreferenceproduct" and node.key not in before.process_index)  # fmt: skip

    found = build_product_system(reaching(rows, demand, (code, "no such process")), demand)

    assert code in {key[1] for key in found.product_index}
    assert reaching(rows, demand, ()) is rows
