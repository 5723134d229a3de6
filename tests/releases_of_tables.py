"""Releases of the toy's tables: what is changed in them, and who reviews them."""

import shutil

from lca_models.programme.registry.members import add_client, add_organisation
from lca_models.programme.roles.access import Actor

NICKEL = "raw_materials/exchanges.csv", "ghg_co2e_ar6,0.6,", "ghg_co2e_ar6,0.7,"
MASS = "manufacturing/exchanges.csv", "nickel_sulfate,10,", "nickel_sulfate,12,"
WORDS = "raw_materials/exchanges.csv", "worked example", "worked example; page 2"
TABLE, KEY = "raw_materials/exchanges.csv", "nickel_sulfate | ghg_co2e_ar6"

HEATED, GAS = "coke_powder_shaped,technosphere,heat_natural_gas,", "heat_natural_gas,technosphere,natural_gas_supply,"
HEAT = (
    ("raw_materials/graphite.csv", f"{HEATED}0.972,", f"{HEATED}9.72,"),
    ("energy/exchanges.csv", f"{GAS}1,", f"{GAS}1.5,"),
)  # of the shipped tables: heat that graphite needs, and gas behind each MJ of it
TEXT = (("raw_materials/graphite.csv", "micronising, thermal energy;", "micronising: thermal energy;"),)


def actor(registry, kind, role, number=0, group=""):
    """A client of an organisation of its own."""
    org = add_organisation(registry, kind=kind, name_en=f"{kind} {number}", name_zh=f"{kind}{number}",
                           credit_code=f"SYN-{kind}-{number}", group=group)  # fmt: skip
    client, _ = add_client(registry, org, role)
    return Actor(client, org, role)


def edited(source, folder, edits):
    """A copy of a folder of tables with texts replaced, each (file, old, new) once."""
    shutil.copytree(source, folder)
    for file, old, new in edits:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def files_of(folder):
    """Tables and scenarios of a folder by path."""
    names = [one for one in folder.rglob("*") if one.suffix == ".csv" or one.name == "scenarios.yaml"]
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in names}


def replaced(files, *edits):
    """The same files with texts replaced, each (file, old, new) once."""
    found = dict(files)
    for file, old, new in edits:
        assert old.encode() in found[file]
        found[file] = found[file].replace(old.encode(), new.encode(), 1)
    return found
