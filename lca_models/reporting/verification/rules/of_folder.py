"""What shows only where bundles lie side by side: a certificate in two, two keys of a meter, copies, the packs of a trial."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from lca_models.inventory.activity.certificates import Batch, batches_of, plain_name, repeated_pairs
from lca_models.inventory.activity.folder import TYPICAL_PACKS
from lca_models.inventory.activity.sheet.models import DataSheet
from lca_models.reporting.verification.finding import Seen, Words
from lca_models.scope.wording.messages import bilingual

Found = tuple[str, str, Seen, str]  # bundle, rule, what was seen, the other bundle
BETWEEN_BUNDLES = ("DUP-01", "DUP-02", "PRT-01")  # rules that look nowhere else
NOBODY = ""


@dataclass(frozen=True)
class Member:
    """A bundle of the folder, as far as these rules look."""

    name: str  # of its file
    sheet: DataSheet
    issued: str = ""  # the day


def current(members: Sequence[Member]) -> tuple[Member, ...]:
    """Bundles that hold: of one model, plant and period the last one issued, as a correction stands for what it corrects."""
    found: dict[tuple[str, ...], Member] = {}
    for one in sorted(members, key=lambda one: (one.issued, one.name)):
        found[_edition(one)] = one
    return tuple(one for one in members if found[_edition(one)] is one)


def _edition(one: Member) -> tuple[str, ...]:
    """What all editions of a declaration have in common; a bundle without a model has none."""
    product = one.sheet.product
    if not product.model:
        return (one.name,)
    return plain_name(product.model), plain_name(product.plant or ""), product.period_start or ""


def look_at_folder(members: Sequence[Member]) -> Iterator[Found]:
    """Whatever shows between bundles, by the bundle that it stands at; PRT-01 is of the folder and stands at none."""
    yield from _certificates(current(members))
    yield from _keys(current(members))
    yield from _copies(members)
    yield from _models(members)
    packs = {plain_name(one.sheet.product.model or one.name) for one in members}
    if len(packs) < TYPICAL_PACKS:
        yield NOBODY, "PRT-01", Seen("", {"n": len(packs)}, member=""), NOBODY


def _certificates(members: Sequence[Member]) -> Iterator[Found]:
    """CER-01: a certificate is counted once over all bundles that hold."""
    every: list[Batch] = []
    for one in members:
        every += [replace(batch, file=one.name) for batch in batches_of(one.sheet)]
    for before, again in repeated_pairs(every):
        for here, there in ((before, again), (again, before)):
            values = {"serial": here.words, "a": f"{here.file}, {here.place}", "b": f"{there.file}, {there.place}"}
            yield here.file, "CER-01", Seen(f"{here.place}", values), there.file


def _keys(members: Sequence[Member]) -> Iterator[Found]:
    """ALL-02: a meter of a plant is shared by one key in the bundles of all its products."""
    known: dict[tuple[str, str, str], tuple[str, str]] = {}
    for one in members:
        product = one.sheet.product
        keys = {line.allocation_id: line.key or "" for line in one.sheet.allocation}
        for place, line in enumerate(one.sheet.meters):
            if not product.plant or not line.allocation_id:
                continue
            meter = (plain_name(product.plant), product.period_start or "", line.id)
            key = keys.get(line.allocation_id, "")
            first, file = known.setdefault(meter, (key, one.name))
            if first != key:
                values = {"meter": line.id, "a": key, "s1": one.name, "b": first, "s2": file}
                pointer = f"/meters/{place}/allocation_id"
                yield one.name, "ALL-02", Seen(line.where("allocation_id"), values, pointer=pointer), file


def _copies(members: Sequence[Member]) -> Iterator[Found]:
    """DUP-01: bundles of different models, or plants, do not hold the same recipe, meters and cycle test."""
    by_input: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for one in members:
        for name, digest in _digests(one.sheet).items():
            by_input[name, digest].append(one)
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (name, _), same in by_input.items():
        first = same[0]
        for other in same[1:]:
            if not _is_one_model(first, other) and not (name == "meters" and _share_plant(first, other)):
                pairs[first.name, other.name].append(name)
    words = {
        "meters": Words(*bilingual("meters")),
        "recipe": Words(*bilingual("recipe of the cells")),
        "cycle test": Words(*bilingual("cycle test")),
    }
    for (one_name, other_name), names in pairs.items():
        values = {"a": one_name, "b": other_name, "list": [words[name] for name in names]}
        yield other_name, "DUP-01", Seen(other_name, values, member=""), one_name


def _models(members: Sequence[Member]) -> Iterator[Found]:
    """DUP-02: a model of a plant in a period has one bundle."""
    known: dict[tuple[str, ...], str] = {}
    for one in members:
        first = known.setdefault(_edition(one), one.name)
        if first != one.name:
            yield one.name, "DUP-02", Seen(f"{first}, {one.name}", {"model": one.sheet.product.model}), first


def _digests(sheet: DataSheet) -> Mapping[str, str]:
    """A hash of the numbers of each group of inputs that says something."""
    groups = {
        "meters": [(line.item, *(value.number for value in line.months.values())) for line in sheet.meters if line.months],
        "recipe": [(line.key, line.value.number) for line in sheet.cell_materials if line.value is not None],
        "cycle test": [
            (sheet.cycle_test.cycles_measured.number, *(one.retention.number for one in sheet.cycle_test.curve))
        ] if sheet.cycle_test.cycles_measured is not None and sheet.cycle_test.curve else [],
    }  # fmt: skip
    return {name: sha256(repr(rows).encode()).hexdigest() for name, rows in groups.items() if rows}


def _is_one_model(first: Member, other: Member) -> bool:
    one, two = first.sheet.product, other.sheet.product
    return (plain_name(one.model or ""), plain_name(one.plant or "")) == (
        plain_name(two.model or ""),
        plain_name(two.plant or ""),
    )


def plants_of(members: Sequence[Member]) -> tuple[tuple[Member, ...], ...]:
    """Bundles of one plant and period that hold, where there are several."""
    groups: dict[tuple[str, str], list[Member]] = {}
    for one in current(members):
        if one.sheet.product.plant:
            key = plain_name(one.sheet.product.plant), one.sheet.product.period_start or ""
            groups.setdefault(key, []).append(one)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _share_plant(first: Member, other: Member) -> bool:
    one, two = first.sheet.product, other.sheet.product
    return bool(one.plant) and (plain_name(one.plant or ""), one.period_start) == (
        plain_name(two.plant or ""),
        two.period_start,
    )
