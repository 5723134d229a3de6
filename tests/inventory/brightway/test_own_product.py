"""An own product as a Brightway database: read back it is the product of the data sheet, and bw2calc agrees."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from counts import LONG
from hypothesis import given, settings
from hypothesis.strategies import sampled_from, sets

from lca_models.impact.assessment import assess
from lca_models.impact.replaced import replaced_of
from lca_models.impact.study import load_study
from lca_models.interpretation.contribution.rows import trace
from lca_models.inventory.brightway.adoption import project_names
from lca_models.inventory.brightway.own_product import OwnDatabase, write_own_products
from lca_models.inventory.projects.places import find_project
from lca_models.inventory.system.own.record import KEY
from lca_models.inventory.system.own.scoped import with_plain_names
from lca_models.inventory.system.own.structure import with_pack
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack
from lca_models.inventory.system.product_system import build_product_system
from lca_models.inventory.system.replaced.structure import with_replacements
from lca_models.inventory.system.rows import ExchangeRow, Group, Node, ParameterRow, ProjectError, read_project_rows
from lca_models.inventory.system.under_rules import under_rules
from lca_models.reporting.verification.witnesses import lca_of_project
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.replacement import read_replacements
from lca_models.scope.scenario import ScenarioError

PACK, NICKEL = ("mine", "pack_toy"), ("raw_materials", "nickel_sulfate")


def origin(place):
    return Origin(place, "as written", "meter", evidence="bill 7")


def pack(name="mine", **given):
    return Pack(name, f"Pack {name}", "toy", **given)


GIVEN = pack(
    parameters=(GivenParameter("toy_plant_electricity", 3.0, "kWh", origin("meters!E5")),),
    purchases=(GivenPurchase("pack_toy", "nickel_sulfate", "8.5", origin("cell_materials!D7")),),
    choices={"cell_plant_province": ("CN-SC", origin("product!C9"))},
    identity={"model": "M-1", "company": "Example Ltd"},
    blanks=("coolant",),
    is_example=True,
)
FIGURE = {"buyer": "pack_toy", "input": "nickel_sulfate", "value": 0.7, "supplier": "supplier X", "unit": "kg CO2e/kg",
          "gwp": "GWP100 AR6", "boundary": "cradle to gate", "source": "s"}  # fmt: skip


@pytest.fixture
def archetype(toy_study):
    return toy_study.product_system("toy").before_rules


@pytest.fixture
def write(toy_study, copy_base):
    """Writes systems into a project of the copy; the study that reads them, and the addresses."""

    def written(*systems, project="written"):
        addresses = write_own_products(copy_base, copy_base / toy_study.current.folder, project, systems)
        return load_study(toy_study.root), addresses

    return written


@pytest.fixture
def opened(copy_base):
    """bw2data in the project that was written."""
    from lca_models.inventory.brightway.database import close_databases, import_brightway

    brightway = import_brightway(copy_base)
    yield lambda: brightway.projects.set_current("written", update=False) or brightway
    close_databases(brightway)


def test_what_was_written_is_the_product_of_the_data_sheet_under_every_rule_set(write, archetype, toy_study):
    """3 kWh at 0.1 in Sichuan, 8.5 kg at 0.6, 4 of itself, 1 at the end, 9 kg avoided at 0.6"""
    sheet = with_pack(archetype, GIVEN)
    study, (address,) = write(sheet)

    for rules in toy_study.rules:
        found = study.footprint(CalculationSetup(address, rules=rules)).assessment.by_stage()
        wanted = assess(under_rules(sheet, rules)).by_stage()
        assert found["amount"].tolist() == pytest.approx(wanted["amount"].tolist(), rel=1e-12)
    score = study.footprint(CalculationSetup(address)).assessment.score
    assert score == pytest.approx(3 * 0.1 + 8.5 * 0.6 + 4 + 1 - 5.4)
    assert address == "written:mine/life_cycle_toy"


def test_a_figure_in_place_of_a_stage_is_written_with_the_product(write, archetype, toy_study):
    """2 kg per pack in place of what manufacturing buys"""
    figure = FIGURE | {"buyer": "stage", "input": "manufacturing", "value": 2.0, "unit": "kg CO2e/pack"}
    sheet = with_replacements(with_pack(archetype, GIVEN), [figure])
    study, (address,) = write(sheet)
    found = study.footprint(CalculationSetup(address)).assessment

    assert found.score == pytest.approx(assess(sheet).score)
    assert found.stages()["manufacturing"] == pytest.approx(2.0)


def test_its_database_says_what_product_it_is(write, archetype, copy_base):
    study, _ = write(with_pack(archetype, GIVEN))
    listed = read_project_rows(find_project("written", (copy_base,)).folder).databases["mine"]
    resolved = study.resolve(CalculationSetup("written:mine"))

    assert (listed["read_only"], listed["backend"]) == (False, "sqlite")
    assert listed[KEY]["pack"]["identity"] == {"model": "M-1", "company": "Example Ltd"}
    assert resolved.system.pack == GIVEN
    assert resolved.system.product.id == "mine"
    assert resolved.system.demand == ("mine", "life_cycle_toy")


def test_bw2calc_agrees_and_brightway_itself_evaluates_its_formulas(write, archetype, copy_base, opened):
    sheet = with_pack(archetype, GIVEN)
    study, _ = write(sheet)
    wanted = assess(sheet)

    def witness():
        return lca_of_project(copy_base, "written", ("mine", "life_cycle_toy"), 1.0, wanted.method).score

    assert witness() == pytest.approx(wanted.score, rel=1e-6)
    set_parameter(opened(), toy_plant_electricity=5.0, cell_plant_province=44.0)
    assert witness() == pytest.approx(wanted.score - 3 * 0.1 + 5 * 0.5, rel=1e-6)
    score = load_study(study.root).footprint(CalculationSetup("written:mine")).assessment.score
    assert score == pytest.approx(wanted.score - 3 * 0.1 + 5 * 0.5, rel=1e-12)


def set_parameter(brightway, **values):
    """Parameters of the database as a person sets them, with Brightway's own recalculation."""
    tables = import_module("bw2data.parameters")
    for name, value in values.items():
        parameter = tables.DatabaseParameter.get(database="mine", name=name)
        parameter.amount = value
        parameter.save()
    brightway.parameters.recalculate()
    brightway.Database("mine").process()


def test_an_edited_parameter_is_cited_as_its_editors(write, archetype, opened):
    study, (address,) = write(with_pack(archetype, GIVEN))
    set_parameter(opened(), toy_plant_electricity=5.0)
    found = load_study(study.root).footprint(CalculationSetup(address))
    row = found.system.parameters["toy_plant_electricity"]

    assert row.data["source"].startswith("your edit (was 3, your input, meters!E5")
    assert found.system.pack.parameters[0].value == 5.0
    assert found.system.pack.parameters[0].origin.place == "your edit"
    assert "the project differs from its build in 1 row (lca-models status)" in found.notes()


@pytest.mark.parametrize(("bought", "was"), [(NICKEL, "8.5"), (("mine", "electricity_cell_plant"), "3")])
def test_a_number_typed_over_a_formula_counts_and_is_cited_as_its_editors(write, archetype, opened, bought, was):
    """of what the maker gave as an amount, and of what follows a parameter"""
    study, (address,) = write(with_pack(archetype, GIVEN))
    before = study.footprint(CalculationSetup(address)).assessment.score
    row = next(one for one in opened().get_activity(PACK).exchanges() if one["input"] == bought)
    row["amount"] = 20.0
    row.save()
    found = load_study(study.root).footprint(CalculationSetup(address))
    intensity = 0.6 if bought == NICKEL else 0.1

    assert found.assessment.score == pytest.approx(before + (20 - float(was)) * intensity)
    cited = next(one for one in trace(found.assessment, 20).rows if one["amount"] == 20.0)
    assert cited["source"].startswith(f"your edit (was {was}, ")
    assert cited["evidence"] == "user"


def test_a_number_typed_over_the_formula_of_a_parameter_counts_in_what_follows(write, archetype, opened):
    """own_double = 2 * own_half = 4 kWh; 10 kWh typed over it, while Brightway holds all of it for calculated"""
    formulas = (GivenParameter("own_half", 2.0, "kWh", origin("a")),
                GivenParameter("own_double", 4.0, "kWh", origin("b"), "2 * own_half"))  # fmt: skip
    power = GivenPurchase("pack_toy", "electricity_cell_plant", "own_double", origin("c"))
    study, (address,) = write(with_pack(archetype, pack(parameters=formulas, purchases=(power,))))
    before = study.footprint(CalculationSetup(address)).assessment.score
    tables = import_module("bw2data.parameters")
    opened()
    tables.DatabaseParameter.update(amount=10.0).where(tables.DatabaseParameter.name == "own_double").execute()
    found = load_study(study.root).footprint(CalculationSetup(address))

    assert found.assessment.score == pytest.approx(before + (10 - 4) * 0.5)
    assert found.system.parameters["own_double"].data["source"].startswith("your edit (was 4, ")
    assert found.system.edited_rows == 1


def test_a_formula_that_brightway_has_still_to_evaluate_is_refused(write, archetype, opened):
    study, (address,) = write(with_pack(archetype, GIVEN))
    opened()
    tables = import_module("bw2data.parameters")
    parameter = tables.DatabaseParameter.get(database="mine", name="toy_plant_electricity")
    parameter.amount = 5.0
    parameter.save()

    with pytest.raises(ProjectError, match="recalculate"):
        load_study(study.root).footprint(CalculationSetup(address))


def test_names_of_its_parameters_are_plain_or_those_of_brightway(write, archetype):
    study, (address,) = write(with_pack(archetype, GIVEN))
    score = study.footprint(CalculationSetup(address)).assessment.score

    for name in ("toy_plant_electricity", "mine::toy_plant_electricity"):
        found = study.footprint(CalculationSetup(address, settings={name: 5}, province="CN-GD")).assessment.score
        assert found == pytest.approx(score - 3 * 0.1 + 5 * 0.5)
    with pytest.raises(ScenarioError, match="given twice"):
        study.footprint(CalculationSetup(address, settings={"mine::toy_pack_mass": 1, "toy_pack_mass": 2}))


def test_products_stand_side_by_side_and_a_suppliers_footprint_is_of_one_of_them(write, archetype, toy_study):
    """the second buys 10 kg at 0.7 of its supplier; what recycling avoids stays at 0.6, and the archetype stays what it is"""
    second = with_replacements(with_pack(archetype, pack("theirs")), [FIGURE])
    study, addresses = write(with_pack(archetype, GIVEN), second)
    first, other = (study.footprint(CalculationSetup(one)).assessment.score for one in addresses)

    assert first == pytest.approx(3 * 0.1 + 8.5 * 0.6 + 4 + 1 - 5.4)
    assert other == pytest.approx(2 * 0.5 + 10 * 0.7 + 4 + 1 - 5.4)
    untouched = study.footprint(CalculationSetup("written:recycling/life_cycle_toy")).assessment.score
    assert untouched == pytest.approx(assess(archetype).score, rel=1e-12)


def test_a_suppliers_figure_by_stage_keeps_its_stages(write, archetype):
    split = FIGURE | {"stages": {"raw material acquisition": 0.75, "manufacturing": 0.25}}
    sheet = with_replacements(with_pack(archetype, pack()), [split])
    study, (address,) = write(sheet)

    found = study.footprint(CalculationSetup(address)).assessment.by_stage()
    wanted = assess(sheet).by_stage()
    assert found["amount"].tolist() == pytest.approx(wanted["amount"].tolist())


def test_a_suppliers_footprint_says_what_it_replaces_and_which_categories_it_serves(write, archetype):
    """0.7 in place of 0.6, as on the sheet; and a further figure stands above those of the database"""
    given = pack(replacements=read_replacements([FIGURE]))
    sheet = with_replacements(with_pack(archetype, given), given.replacements)
    study, (address,) = write(sheet)
    found = study.footprint(CalculationSetup(address))
    wanted = replaced_of(sheet, sheet.parameter_values(), found.assessment.method)

    assert replaced_of(found.system, found.assessment.parameters, found.assessment.method) == wanted
    assert [(one.value, round(one.was, 9)) for one in wanted] == [(0.7, 0.6)]
    with pytest.raises(ScenarioError, match="has no figure for it"):
        study.footprint(CalculationSetup(address, method="gwp100-ar5"))
    power = FIGURE | {"input": "electricity_cell_plant", "value": 2.0, "unit": "kg CO2e/kWh"}
    more = study.footprint(CalculationSetup(address, replacements=(power,)))
    assert more.assessment.score == pytest.approx(found.assessment.score + 2 * (2.0 - 0.5))
    assert len(more.system.replacements) == 2


def test_a_suppliers_figure_that_is_edited_in_brightway_counts(write, archetype, opened):
    given = pack(replacements=read_replacements([FIGURE]))
    study, (address,) = write(with_replacements(with_pack(archetype, given), given.replacements))
    before = study.footprint(CalculationSetup(address)).assessment.score
    set_parameter(opened(), supplied_nickel_sulfate=0.9)
    found = load_study(study.root).footprint(CalculationSetup(address))

    assert found.assessment.score == pytest.approx(before + 10 * 0.2)
    assert found.system.replacements[0].value == 0.9


def test_names_that_are_taken_and_products_that_are_none_are_refused(toy_study, copy_base, archetype):
    source = copy_base / toy_study.current.folder
    mine = with_pack(archetype, GIVEN)

    with pytest.raises(ProjectError, match="there is a project"):
        write_own_products(copy_base, source, toy_study.current.project, [mine])
    with pytest.raises(ProjectError, match="there is a database 'mine' already"):
        write_own_products(copy_base, source, "written", [mine, mine])
    one, two = (with_pack(archetype, replace(GIVEN, file=Path(name))) for name in ("a.yaml", "b.yaml"))
    with pytest.raises(
        ProjectError, match=r"a.yaml and b.yaml would both be the database 'mine'; .* another product.model"
    ):
        write_own_products(copy_base, source, "written", [one, two])
    with pytest.raises(ProjectError, match="there is a database 'manufacturing' already"):
        write_own_products(copy_base, source, "written", [with_pack(archetype, replace(GIVEN, id="manufacturing"))])
    with pytest.raises(ScenarioError, match="no product of a data sheet"):
        write_own_products(copy_base, source, "written", [archetype])
    assert "written" not in project_names(copy_base)


def test_a_database_that_says_nonsense_of_its_product_is_refused_by_name(write, archetype, opened):
    study, (address,) = write(with_pack(archetype, GIVEN))
    brightway = opened()
    brightway.databases["mine"][KEY] = {"format": 1, "pack": {}}
    brightway.databases.flush()

    with pytest.raises(ScenarioError, match="the database 'mine' does not say what product it is"):
        load_study(study.root).footprint(CalculationSetup(address))


def as_written(system, rows):
    """The rows of a project with an own product in it, as they are written, without Brightway."""
    own = OwnDatabase(system, rows)
    nodes, exchanges, computed = [], [], {}
    for number, (key, said) in enumerate(own.data().items(), 10**6):
        nodes.append(Node(number, key, said["type"], {name: one for name, one in said.items() if name != "exchanges"}))
        for one in said["exchanges"]:
            row = ExchangeRow(
                10**6 + len(exchanges), key, one["input"], one["type"], one["amount"], one.get("formula", ""), one
            )
            exchanges.append(row)
            if row.formula:
                computed[row.id] = ("/".join(key), row.formula)
    groups = {group: Group(group, True, (), frozenset({tuple(group.split("/"))})) for group, _ in computed.values()}
    parameters = (ParameterRow(one["name"], own.name, one["amount"], one["formula"] or "", one["data"])
                  for one in own.parameter_rows())  # fmt: skip
    flows = {node.key: own.keys[node.key] for node in system.flows if node.key in own.keys}
    return replace(
        rows, nodes=(*rows.nodes, *nodes), exchanges=(*rows.exchanges, *exchanges),
        parameters=(*rows.parameters, *parameters), parameterized={**rows.parameterized, **computed},
        groups={**rows.groups, **groups}, databases={**rows.databases, own.name: {"backend": "sqlite"}},
        methods=tuple(replace(one, factors=(*one.factors, *new_factors(system, one.name, flows))) for one in rows.methods),
    )  # fmt: skip


def new_factors(system, method, flows):
    found = system.characterizations[method]
    return [(flows[node.key], float(found.factors[row])) for row, node in enumerate(system.flows)
            if node.key in flows and found.given[row]]  # fmt: skip


CHANGES = {
    "lfp_pack_energy": 64.0, "lfp_cathode_mass": 2.1, "lfp_copper_mass": 0.5, "lfp_pack_mass": 450.0,
    "cell_acceptance_rate": 0.93, "cell_plant_electricity": 20.0, "anode_synthetic_share": 0.4, "pack_steel_share": 0.1,
    "distribution_truck_km": 300.0, "collection_rate": 0.9, "electrode_material_yield": 0.9,
}  # fmt: skip
PURCHASES = (
    GivenPurchase("pack_lfp", "steel", "7.5", origin("p1")),
    GivenPurchase("pack_lfp", "nickel_sulfate", "3 * cell_acceptance_rate", origin("p2"), "raw material acquisition"),
    GivenPurchase("cell_lfp", "co2_fossil", "0.2", origin("p3")),
    GivenPurchase("anode_graphite", "inbound_transport", "2", origin("p4"), adds=True),
)
FIGURES = (
    FIGURE | {"buyer": "cell_lfp", "input": "cathode_lfp", "value": 8.0},
    FIGURE | {"buyer": "every", "input": "lithium_carbonate", "value": 3.0, "gases": {"fossil": 2.5, "biogenic": 0.5}},
    FIGURE | {"buyer": "every", "input": "aluminium_profile", "value": 5.0},
)


@given(
    names=sets(sampled_from(sorted(CHANGES))),
    purchases=sets(sampled_from(range(len(PURCHASES)))),
    figures=sets(sampled_from(range(len(FIGURES)))),
    province=sampled_from(["", "CN-SC", "CN-NM"]),
)
@settings(max_examples=300 if LONG else 4)
def test_whatever_is_given_is_the_same_after_it_was_written_and_read(
    shipped_study, names, purchases, figures, province
):
    """Every stage, under both rule sets; without Brightway, whose writing the tests above are of"""
    choices = {"cell_plant_province": (province, origin("c"))} if province else {}
    mine = Pack("mine", "Mine", "lfp-60kwh", choices=choices,
                parameters=tuple(GivenParameter(name, CHANGES[name], "", origin(name)) for name in sorted(names)),
                purchases=tuple(PURCHASES[one] for one in sorted(purchases)))  # fmt: skip
    sheet = with_pack(shipped_study.archetype_of(mine), mine)
    sheet = with_replacements(sheet, [FIGURES[one] for one in sorted(figures)])
    rows = as_written(sheet, shipped_study.rows)
    read = with_plain_names(build_product_system(rows, ("mine", "life_cycle_lfp"), checked=True), "mine")
    read = replace(read, product=sheet.product, choices=sheet.choices, known_rules=sheet.known_rules, pack=sheet.pack)

    for rules in ("cn-551", "eu-cfb-ev"):
        found, wanted = (assess(under_rules(one, rules)).by_stage()["amount"].tolist() for one in (read, sheet))
        assert found == pytest.approx(wanted, rel=1e-9)
    # Whatever is not the product's own stays with others: no process of the project buys of it.
    assert not [row for row in rows.exchanges if row.input[0] == "mine" and row.process[0] != "mine"]


def test_what_was_edited_in_the_project_before_is_still_cited_as_its_editors(toy_copy, toy_study):
    """0.8 kg per kWh of Guangdong typed in before the product was written: 2 kWh x 0.3 more, in a copy that says so"""
    power, co2 = ("raw_materials", "electricity_cn_gd"), ("elementary_flows", "co2_fossil")
    row = toy_copy.exchange(power, co2)
    row["amount"] = 0.8
    row.save()
    edited = load_study(toy_study.root)
    sheet = with_pack(edited.product_system("toy").before_rules, pack())
    (address,) = write_own_products(toy_copy.base, toy_copy.folder, "written", [sheet])
    found = load_study(toy_study.root).footprint(CalculationSetup(address))

    assert found.assessment.score == pytest.approx(6.6 + 2 * 0.3)
    cited = next(one for one in trace(found.assessment, 30).rows if one["process"] == "electricity_cn_gd")
    assert cited["source"].startswith("your edit (was 0.5, ")
