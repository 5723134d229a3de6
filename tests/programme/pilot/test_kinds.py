"""Kinds and sizes of planted errors: fixed before the rules, and sought by what exists."""

import re
from hashlib import sha256
from pathlib import Path

import lca_models
from lca_models.programme.evaluation.screening.table import screening_rules
from lca_models.programme.pilot.kinds import COMPANIES, FRAUD, HONEST, KINDS, PACKS, SIZES, UNSOUGHT, kinds, sizes
from lca_models.reporting.verification.rules.table import rules

ACTIVITY = Path(lca_models.__file__).parent / "inventory" / "activity"


def test_kinds_and_sizes_are_those_that_were_fixed_before_the_rules_were_tuned():
    digests = [sha256(file.read_bytes()).hexdigest() for file in (KINDS, SIZES)]

    assert digests == [
        "aa4f217561cb35079d4a5c5ab6bd8f2fab4b80b6bea87f417d1527013805b20d",
        "611fd5c1963500f754f3d91089dc8db67c87647daa28f9883ffbaa395da3f753",
    ]


def test_nothing_seeks_seven_kinds_and_something_that_exists_seeks_each_other_one():
    codes = {code for file in ACTIVITY.rglob("*.py") for code in re.findall(r'"(V\d\d)"', file.read_text("utf-8"))}
    known = {*rules(), *screening_rules(), *codes}

    assert [one.id for one in kinds().values() if not one.sought_by] == ["N1", "N2", "N3", "N4", "N5", "N6", "F9"]
    assert {name for one in kinds().values() for name in one.sought_by} <= known


def test_there_are_twenty_honest_six_unsought_and_ten_fraudulent_kinds():
    groups = [one.group for one in kinds().values()]

    assert [groups.count(name) for name in (HONEST, UNSOUGHT, FRAUD)] == [20, 6, 10]
    assert all(one.unit == (COMPANIES if one.group == FRAUD else PACKS) for one in kinds().values())


def test_a_size_is_of_a_kind_and_runs_from_its_smallest_to_its_largest():
    assert sizes().keys() <= kinds().keys()
    assert all(one.low <= one.high for one in sizes().values())
