"""Files of other tools, changed at random: read, or refused in the words of the kit that name the file, and nothing else."""

import bz2
import io
import json
import random
import warnings
import zipfile

import pytest
from mutations import Watch, mutants, mutated_bytes, mutated_json, mutated_text, within
from olca_archive import WHOLE as ENTITIES
from olca_archive import members
from simapro_text import WHOLE as EXPORT

from lca_models.inventory.formats.imported import check_files
from lca_models.inventory.formats.reading import by_ending
from lca_models.inventory.formats.writing.by_form import TOOL_FORMS, contents_of
from lca_models.scope.calculation_setup import CalculationSetup
from lca_models.scope.errors import LcaModelsError

SECONDS = 20


def mutated_package(chance: random.Random, content: bytes) -> bytes:
    """A package with a value of its JSON changed, packed again; or its bytes changed."""
    if chance.random() < 0.25:
        return mutated_bytes(chance, content)
    return bz2.compress(mutated_json(chance, bz2.decompress(content).decode()))


def mutated_archive(chance: random.Random, content: bytes) -> bytes:
    """An archive with a member changed, left out, renamed or doubled; or its bytes changed."""
    if chance.random() < 0.2:
        return mutated_bytes(chance, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(chance.choice((1, 1, 2, 4))):
        name = chance.choice([*found])
        part = found.pop(name)
        match chance.randrange(8):
            case 0:
                if not found:
                    found[name] = part
            case 1:
                found[
                    chance.choice(("../x", "/x", "processes/../x.json", "processes/", "flows/x.json")) + name[-9:]
                ] = part
            case _:
                found[name] = mutated_json(chance, part.decode("utf-8", "replace")) if _is_json(part) else part
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, part in found.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _is_json(part: bytes) -> bool:
    try:
        return bool(document := json.loads(part.decode("utf-8", "replace"))) and isinstance(document, dict)
    except (ValueError, RecursionError):
        return False


def archived() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members(*ENTITIES).items():
            archive.writestr(name, json.dumps(content))
    return stream.getvalue()


@pytest.fixture(scope="module")
def packed(toy_study):
    result = toy_study.footprint(CalculationSetup("toy"))
    contents = contents_of(result.system, result.assessment.parameters, result.assessment.amounts)
    return {form: TOOL_FORMS[form].write(contents)[0] for form in ("bw2package", "openlca")}


@pytest.fixture(scope="module")
def watch(tmp_path_factory):
    """One for all, since Python keeps what listens for ever"""
    found = Watch(tmp_path_factory.getbasetemp())
    yield found
    found.on = False


FORMS = {
    "toy.bw2package": (lambda packed: packed["bw2package"], mutated_package),
    "toy.zip": (lambda packed: packed["openlca"], mutated_archive),
    "small.zip": (lambda packed: archived(), mutated_archive),
    "simapro.csv": (lambda packed: EXPORT.encode(), lambda chance, content: mutated_text(chance, content.decode())),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_file_of_a_tool_is_read_or_refused(name, packed, tmp_path, watch, record_property):
    content, mutate = FORMS[name]
    given, path, read = content(packed), tmp_path / name, 0
    path.write_bytes(given)
    check_files(by_ending.read(path))
    for seed, changed in mutants(name, lambda chance: mutate(chance, given)):
        path.write_bytes(changed)
        watch.on, watch.seen[:] = True, []
        said = name
        try:
            with within(SECONDS), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                by_ending.look_at([path])
                check_files(by_ending.read(path))
            read += 1
        except LcaModelsError as error:
            said = str(error)
        except Exception as error:
            raise AssertionError(f"{seed}: {type(error).__name__}: {error}") from error
        finally:
            watch.on = False
        assert name in said, seed
        assert watch.seen == [], seed
    record_property("read", read)
    assert read >= 1
