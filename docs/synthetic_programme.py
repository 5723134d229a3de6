"""A registry with everything that its pages show: a synthetic pilot, a submission with findings, a release under review."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import lca_models as lm
from lca_models import programme
from lca_models.commands.main import main as command
from lca_models.programme.releases.moves.queued import start_moves

ROOT = Path(__file__).parents[1]
SHEET = ROOT / "notebooks" / "data_sheets" / "lfp_sichuan.yaml"
DAY = "2026-11-28"  # of issue
COMPANIES = 6  # enough for sums over them to be shown
PARTIES = {  # kind, role, names
    "authority": ("authority", "authority", "Authority", "主管部门"),
    "verifier": ("verifier", "verifier", "Verifier", "核查机构"),
    "a": ("university", "expert", "University A", "高校A"),
    "b": ("university", "expert", "University B", "高校B"),
    "maker": ("maker", "maker", "Example Battery", "示例电池企业"),
}
EDITS = {  # made up: table, text before and after
    "raw_materials/electrolytes.csv": (
        "lipf6,technosphere,electricity_cn,23.5958,",
        "lipf6,technosphere,electricity_cn,16,",
    ),
    "raw_materials/graphite.csv": (
        "coke_powder_shaped,technosphere,heat_natural_gas,0.972,",
        "coke_powder_shaped,technosphere,heat_natural_gas,0.85,",
    ),
}


@dataclass(frozen=True)
class Programme:
    """A registry, who signs in, and the pages that are shown: name of the picture, role, path."""

    registry: Path
    clients: dict[str, tuple[str, str]]  # id and secret
    pages: tuple[tuple[str, str, str], ...]


def begun(folder: Path) -> Programme:
    """Fill a registry below a folder."""
    study = lm.load_study()
    run = programme.run_pilot(study, 100, folder / "sheets", companies=COMPANIES)
    registry = programme.create_registry(folder / "pilot.db", programme="Pilot 2026", synthetic=True)
    programme.register_pilot(registry, study, run)
    clients, actors = {}, {}
    for name, (kind, role, english, chinese) in PARTIES.items():
        org = programme.add_organisation(
            registry, kind=kind, name_en=english, name_zh=chinese, credit_code=f"SYN-{name}"
        )
        clients[name] = programme.add_client(registry, org, role)
        actors[name] = programme.Actor(clients[name][0], org, role)
    own, version = submitted(registry, actors, folder), reviewed(registry, actors, folder, study.root)
    registry.close()
    pages = (
        ("queue", "authority", "/pages/queue"),
        ("submission", "verifier", f"/pages/submissions/{own}"),
        ("release", "authority", f"/pages/releases/{version}"),
    )
    return Programme(folder / "pilot.db", clients, pages)


def submitted(registry: programme.Registry, actors: dict[str, programme.Actor], folder: Path) -> str:
    """A bundle declared, handed in, checked by the rules and given to a verifier; its id."""
    bundle = folder / "lfp_sichuan.zip"
    words = ["--as-example", "--date", DAY, "--no-pdf", "--placeholder-ids", "--out", str(bundle)]
    if command(["declare", str(SHEET), *words]):
        raise SystemExit(f"{SHEET} is not declared")
    maker = actors["maker"]
    model = programme.add_model(registry, maker.org, code="EX-LFP-64", chemistry="lfp", rated_kwh="64")
    plant = programme.add_plant(registry, maker.org, name="Plant Sichuan", province="CN-SC")
    own = programme.submit(registry, maker, bundle, model=model, plant=plant)
    programme.check_waiting(registry)
    verifier = actors["verifier"].org
    programme.assign(registry, actors["authority"], own, org=verifier, lead="Li", reviewer="Wang")
    return own


def reviewed(registry: programme.Registry, actors: dict[str, programme.Actor], folder: Path, tables: Path) -> str:
    """A version proposed by one university and reviewed by another, with what it moves."""
    programme.begin_releases(registry, tables, "1.4.0", "2026-01-01")
    new = Path(shutil.copytree(tables, folder / "proposed"))
    for name, (before, after) in EDITS.items():
        text = (new / name).read_text(encoding="utf-8")
        (new / name).write_text(text.replace(before, after, 1), encoding="utf-8")
    found = programme.propose_release(registry, actors["a"], new)
    first, second = found.rows
    programme.comment_release(registry, actors["b"], found.version, first.table, first.key, "accept")
    programme.comment_release(
        registry, actors["b"], found.version, second.table, second.key, "return", "Which plants? 来源是哪些工厂？"
    )
    start_moves(registry, actors["authority"], found.version)
    programme.calculate_waiting(registry)
    return found.version
