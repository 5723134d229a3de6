"""What a pack gives, as a list: each cell once, with its words, place and document."""

from pathlib import Path

from lca_models.inventory.system.own.inputs import own_inputs, pack_document
from lca_models.inventory.system.pack import GivenParameter, GivenPurchase, Origin, Pack
from lca_models.scope.replacement import Replacement

MASSES = Origin("product!E14", "457 kg", "invoice", "Weighbridge, page 2", "2025", label="pack mass")
PACK = Pack(
    "ex-a",
    "Example pack A",
    "lfp-60kwh",
    parameters=(
        GivenParameter("lfp_pack_mass", 457.0, "kg", MASSES),
        GivenParameter("lfp_cell_pack_share", 0.8, "1", MASSES, "350 / lfp_pack_mass"),  # of the same cell
        GivenParameter("lfp_cycle_life", 2000.0, "1", Origin("", label="")),
    ),
    purchases=(GivenPurchase("cell_lfp", "nmp", "0.01", Origin("cell_materials!E21", "48 t")),),
    choices={"cell_plant_province": ("CN-SC", Origin("product!E10"))},
    replacements=(
        Replacement("cell_lfp", "cathode_lfp", "Cathode Co.", 26.0, "kilogram", "GWP100 AR6", "to the gate", "letter"),
    ),
    blanks=("steel",),
    file=Path("folder/my.xlsx"),
    sha256="ab",
)


def test_a_cell_that_feeds_two_values_stands_once():
    assert [(one.name, one.words) for one in own_inputs(PACK)] == [
        ("pack mass", "457 kg"),
        ("lfp_cycle_life", "2000"),
        ("cell_lfp > nmp", "48 t"),
        ("cell_plant_province", "CN-SC"),
        ("cathode_lfp: Cathode Co.", "26 kg CO2e/kilogram"),
    ]


def test_programs_read_who_says_what_and_where():
    said = pack_document(PACK)

    assert (said["archetype"], said["file"], said["archetype_values"]) == ("lfp-60kwh", "my.xlsx", ["steel"])
    assert said["inputs"][0] | {"scores": {}} == {
        "name": "pack mass", "value": "457 kg", "place": "product!E14", "source_kind": "invoice",
        "evidence": "Weighbridge, page 2", "period": "2025", "spread": None, "scores": {}, "note": "",
    }  # fmt: skip
