"""A data sheet with slips is read, or refused in the words of the kit with the place of each, soon, and nothing else."""

from pathlib import Path

import pytest
from counts import LONG
from mutated_sheets import document_of, mutated_document, workbook_of, yaml_text
from mutations import mutants, mutated_json, mutated_text, mutated_workbook, within

from lca_models.commands.main import main
from lca_models.inventory.activity.findings import ERROR
from lca_models.inventory.activity.reading import read_data_sheet
from lca_models.scope.errors import LcaModelsError

SHEETS = Path(__file__).parents[3] / "notebooks" / "data_sheets"
LFP, NMC = (SHEETS / f"{name}.yaml" for name in ("lfp_sichuan", "nmc811_guangdong"))
SUPPLIER = SHEETS / "nmc811_cathode_supplier.json"
SECONDS = 10
USUALLY = 2  # whole commands of a kind


def count(usual: int) -> int:
    """Mutants of a kind: two thousand in the long run."""
    return 2000 if LONG else usual


def kinds():
    """Mutants of a kind: ending of the file, its bytes from a chance, how many usually."""
    text = LFP.read_text(encoding="utf-8")
    document = document_of(text)
    book = workbook_of(document)
    return {
        "slips in YAML": (".yaml", lambda chance: yaml_text(mutated_document(chance, document)).encode(), 90),
        "texts of YAML": (".yaml", lambda chance: mutated_text(chance, text), 40),
        "cells of XLSX": (".xlsx", lambda chance: workbook_of(document, chance), 15),
        "slips in XLSX": (".xlsx", lambda chance: mutated_workbook(chance, book), 12),
    }


KINDS = kinds()


def answer(read, file, seed):
    """What a function says of a file within seconds; None where that was refused in words of the kit."""
    with within(SECONDS):
        try:
            return read(file)
        except LcaModelsError as error:
            words = str(error)
    assert words, seed
    assert file.name in words, (seed, words)
    return None


@pytest.mark.parametrize("name", KINDS)
def test_a_sheet_with_slips_is_judged_or_refused(name, tmp_path):
    ending, mutate, usual = KINDS[name]
    file = tmp_path / f"pack{ending}"
    for seed, content in mutants(name, mutate, count(usual)):
        file.write_bytes(content)
        sheet = answer(read_data_sheet, file, seed)

        assert sheet is None or all(one.place and one.text for one in sheet.findings), seed


def test_a_plain_workbook_says_what_its_yaml_says(tmp_path):
    """the same fields, whichever file they stand in"""
    file = tmp_path / "pack.xlsx"
    file.write_bytes(workbook_of(document_of(LFP.read_text(encoding="utf-8"))))

    found, wanted = read_data_sheet(file), read_data_sheet(LFP)

    assert found.findings == ()
    for name in ("product", "cycle_test", "plant", "end_of_life"):
        assert _plain(getattr(found, name)) == _plain(getattr(wanted, name))
    for name in (
        "cell_materials",
        "pack_parts",
        "meters",
        "output",
        "allocation",
        "transport",
        "certificates",
        "evidence",
    ):
        assert [_plain(one) for one in getattr(found, name)] == [_plain(one) for one in getattr(wanted, name)]


def _plain(part):
    """What a part of a sheet says, without where and how it was written."""

    def without(value):
        if isinstance(value, dict):
            return {
                name: without(one)
                for name, one in value.items()
                if name not in ("place", "places", "written", "unit_written")
            }
        return [without(one) for one in value] if isinstance(value, list | tuple) else value

    return without(part.model_dump())


@pytest.fixture
def check(shipped_study, tmp_path, monkeypatch, capsys):
    """Runs `lca-models check` on a file: (status, what it said); after the first ones on the study that is open already."""
    monkeypatch.setenv("LCA_MODELS_DIR", str(shipped_study.base))
    monkeypatch.setenv("LCA_MODELS_INVENTORIES", str(shipped_study.root))
    checked = []

    def run(file):
        checked.append(file)
        if (
            len(checked) > USUALLY
        ):  # reading the project again each time is most of a command, and no matter of the sheet
            monkeypatch.setattr("lca_models.impact.study.load_study", lambda progress: shipped_study)
        with within(SECONDS):
            status = main(["check", str(file)])
        out = capsys.readouterr()
        return status, out.out + out.err

    return run


@pytest.mark.parametrize("name", KINDS)
def test_the_whole_command_ends_in_0_or_1_and_names_the_sheet(name, check, tmp_path):
    ending, mutate, _ = KINDS[name]
    file = tmp_path / f"pack{ending}"
    for seed, content in mutants(f"command, {name}", mutate, count(USUALLY)):
        file.write_bytes(content)
        status, words = check(file)

        assert status in (0, 1), seed
        assert "Traceback" not in words, seed
        assert status == 0 or "pack" in words, seed


@pytest.mark.parametrize("name", ["slips in YAML", "cells of XLSX"])
def test_a_sheet_that_was_judged_becomes_a_pack_or_says_why_not(name, shipped_study, tmp_path):
    """all that comes after reading: balances, plant, suppliers, evidence, plausibility"""
    ending, mutate, _ = KINDS[name]
    file = tmp_path / f"pack{ending}"
    for seed, content in mutants(f"pack, {name}", mutate, count(12)):
        file.write_bytes(content)
        found = answer(lambda file: shipped_study.check_sheet(str(file)), file, seed)

        assert found is None or found[0] is not None or any(one.severity == ERROR for one in found[1]), seed


def test_a_footprint_of_a_supplier_with_slips_is_read_or_refused_with_its_field(shipped_study, tmp_path):
    """the sheet is sound, the file that it names is not"""
    text = SUPPLIER.read_text(encoding="utf-8")
    file = tmp_path / NMC.name
    file.write_bytes(NMC.read_bytes())
    for seed, content in mutants("footprint", lambda chance: mutated_json(chance, text), count(25)):
        (tmp_path / SUPPLIER.name).write_bytes(content)
        found = answer(lambda file: shipped_study.check_sheet(str(file)), file, seed)

        assert found is None or found[0] is not None or any(one.severity == ERROR for one in found[1]), seed
