import io

import pandas as pd
from submitted_bundles import bundle_bytes, check_all

from lca_models.programme.evaluation.aggregates import COLUMNS
from lca_models.programme.registry.members import add_client, add_model, add_organisation, add_plant
from lca_models.programme.roles.access import Actor
from lca_models.programme.service.pages.portfolio import Line, lines, said
from lca_models.programme.submissions.assigning import assign
from lca_models.programme.submissions.judging import give_opinion
from lca_models.programme.submissions.receiving import submit

NAN = float("nan")


def with_companies(parties, count):
    registry = parties.registry
    for n in range(count):
        org = add_organisation(
            registry, kind="maker", name_en=f"Veiled {n}", name_zh=f"隐名{n}", credit_code=f"SYN-H{n}"
        )
        client, _ = add_client(registry, org, "maker")
        plant = add_plant(registry, org, name="P", province="CN-SC")
        model = add_model(registry, org, code="B", chemistry="LFP", rated_kwh="60.5")
        content = io.BytesIO(bundle_bytes(model="B", mark=str(n)))
        own = submit(registry, Actor(client, org, "maker"), content, model=model, plant=plant)
        check_all(registry)
        assign(registry, parties.authority, own, org=parties.verifier.org, lead="Li", reviewer="Wang")
        give_opinion(registry, parties.verifier, own, "unmodified", signed_by="Li", reviewer="Wang")


def test_companies_are_shown_together_from_five_on_and_never_by_name(parties, person):
    """5,800 kg of each pack by 60.5 kWh is 95.87"""
    with_companies(parties, 4)
    assert "Fewer than 5 companies" in person("reader").see("/pages/portfolio").text
    parties.verified()  # the fifth
    for name in ("reader", "maker", "authority"):
        page = person(name).see("/pages/portfolio").text
        assert "95.87" in page
        assert "Veiled" not in page


def test_counts_by_state_are_for_the_authority(parties, person):
    parties.checked()
    pages = {name: person(name).see("/pages/portfolio").text for name in ("authority", "maker", "reader")}
    assert [name for name, page in pages.items() if ">1</b><span>checked" in page] == ["authority"]


def test_lines_take_sums_over_the_other_axis_and_all_companies_come_last():
    def table(*rows):
        return pd.DataFrame([dict(zip(COLUMNS, row, strict=True)) for row in rows], columns=[*COLUMNS])

    tables = {
        "coverage": table(("total", "total", "declarations", "total", 9, 12.0, NAN, NAN, "count"),
                          ("LFP", "total", "declarations", "total", 6, 8.0, NAN, NAN, "count"),
                          ("LFP", "CN-SC", "declarations", "total", 5, 6.0, NAN, NAN, "count")),
        "results": table(("LFP", "total", "mean", "total", 6, 95.0, 90.0, 99.0, "x"),
                         ("LFP", "total", "mean", "recycling", 6, 5.0, 4.0, 6.0, "x")),
        "quality": table(("LFP", "total", "primary share", "total", 6, 0.5, NAN, NAN, "share")),
    }  # fmt: skip
    assert lines(tables, "chemistry") == (
        Line("LFP", 6, 8.0, 95.0, 90.0, 99.0, 0.5), Line("", 9, 12.0, None, None, None, None),
    )  # fmt: skip


def test_an_indicator_without_a_number_is_left_out():
    rows = [("median days to verified", "total", NAN, "days"), ("mean days", "maker", 3.25, "days"),
            ("returned", "total", 0.125, "share"), ("something new", "total", 1.0, "share")]  # fmt: skip
    table = pd.DataFrame(rows, columns=["indicator", "part", "value", "unit"])
    assert [one.value for one in said(table)] == ["3.2", "12 %"]
