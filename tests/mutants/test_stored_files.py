"""Every file that the kit wrote, changed at random: it gives what it gave, or is refused in one line. Whoever opens it may die,
so a child does; it is started again, and counted.

A file with a checksum never gives other numbers. A former file, which has none, may: what it says is possible all the same.
"""

from damaged_files import changed, counted, opened
from mutations import mutated_archive, mutated_json

from lca_models.inventory.brightway.pointer import MARK, POINTER
from lca_models.inventory.files.manifest import MANIFEST


def test_a_compiled_file_gives_what_it_gave_or_is_refused(child, bases, tmp_path, record_property):
    found = opened(child, bases, "compiled", "compiled", mutate_compiled, tmp_path)

    assert counted(found, "compiled files", record_property).get("other", 0) == 0


def test_a_compiled_file_of_a_former_edition_is_opened_safely(child, bases, tmp_path, record_property):
    """It has no checksum, so it may say another number; it reads and writes nothing that is not its own"""
    found = opened(child, bases, "compiled", "former", mutate_compiled, tmp_path)

    counted(found, "former compiled files", record_property)


def mutate_compiled(chance, folder):
    changed(folder / "toy.npz", mutated_archive, chance)


def test_kept_samples_are_what_was_drawn_or_are_refused(child, bases, tmp_path, record_property):
    def mutate(chance, folder):
        path = folder / chance.choice(["ensemble.json", "block-000000.npz", "block-000001.npz", "block-000002.npz"])
        if path.suffix == ".json":
            path.write_bytes(mutated_json(chance, path.read_text()))
        elif chance.random() < 0.1:
            path.write_bytes((folder / "block-000001.npz").read_bytes())
        else:
            changed(path, mutated_archive, chance)

    found = opened(child, bases, "samples", "samples", mutate, tmp_path)

    assert counted(found, "kept samples", record_property).get("other", 0) == 0


def test_a_pointer_names_what_was_built_or_is_refused(child, bases, tmp_path, record_property):
    def mutate(chance, folder):
        path = chance.choice([folder / POINTER, next(folder.glob(f"*/{MARK}"))])
        path.write_bytes(mutated_json(chance, path.read_text()))

    found = opened(child, bases, "pointer", "project", mutate, tmp_path)

    assert counted(found, "pointers and marks", record_property).get("other", 0) == 0


def test_a_manifest_is_what_was_written_or_is_refused(child, bases, tmp_path, record_property):
    def mutate(chance, folder):
        (folder / MANIFEST).write_bytes(mutated_json(chance, (folder / MANIFEST).read_text()))

    found = opened(child, bases, "manifest", "manifest", mutate, tmp_path)

    counted([(seed, answer) for seed, answer in found], "manifests", record_property)
