"""Organisations, their people, clients, plants and models: added at the host's shell, never by a client."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.exc import IntegrityError

from lca_models.programme.registry.errors import ConflictError, InvalidError, Problem, UnknownError
from lca_models.programme.registry.identifiers import new_id
from lca_models.programme.registry.opening import Registry
from lca_models.programme.registry.schema import clients, organisations, people
from lca_models.programme.registry.writing import Write
from lca_models.scope.grammar.spelling import suggestion
from lca_models.scope.wording.messages import bilingual

HOST = "host"  # whoever has the shell of the computer that keeps the registry
READER = "reader"
# The roles that clients of a kind of organisation may have; every one may read.
ROLES = {
    "maker": ("maker", "supplier"),
    "supplier": ("supplier",),
    "recycler": ("supplier",),
    "verifier": ("verifier",),
    "university": ("expert",),
    "authority": ("authority",),
    "public": (),
}
PREFIX = "lcasec_"  # how every secret begins, by which logs mask it
SCRYPT = {"n": 2**14, "r": 8, "p": 1}  # 16 MiB, some 40 ms
LONGEST = 200  # characters of a name


def add_organisation(
    registry: Registry, *, kind: str, name_en: str, name_zh: str, credit_code: str, group: str = ""
) -> str:
    """Add an organisation; its id. `kind`: one of ROLES; `group`: companies of one owner share it.

    Raises InvalidError for a kind that there is none of or an empty name, ConflictError for a credit code that is taken.
    """
    problems = [*_empty(name_en=name_en, name_zh=name_zh, credit_code=credit_code)]
    if kind not in ROLES:
        problems.append(_unknown("kind", kind, ROLES))
    _refuse(problems)
    data = {"kind": kind, "name_en": name_en, "name_zh": name_zh, "credit_code": credit_code, "group_id": group}
    said = Problem("credit_code", *bilingual("{code} is that of another organisation", code=credit_code))
    return _added(registry, "organisation", data, said)


def add_person(registry: Registry, org: str, *, name: str, email: str) -> str:
    """Add a person of an organisation; their id. The log tells neither name nor address: they can be erased.

    Raises UnknownError for an organisation that is not there, InvalidError for an empty name.
    """
    _refuse(_empty(name=name, email=email))
    with registry.writing(HOST) as write:
        _found(write, organisations, "org", org)
        own = new_id(write.now)
        write.event("person.added", f"person:{own}", {"org": org}, untold={"name": name, "email": email})
    return own


def add_client(registry: Registry, org: str, role: str, person: str | None = None) -> tuple[str, str]:
    """Add a client of an organisation, for one role; its id and its secret, which is shown here and nowhere again.

    Raises UnknownError for an organisation or person that is not there, InvalidError for a role that its kind cannot have.
    """
    secret, salt = PREFIX + secrets.token_urlsafe(32), secrets.token_hex(16)
    untold = {"salt": salt, "secret_hash": secret_hash(secret, salt)}
    with registry.writing(HOST) as write:
        kind = _found(write, organisations, "org", org).kind
        if role not in (known := (*ROLES[kind], READER)):
            raise InvalidError(_unknown("role", role, known))
        if person is not None and _found(write, people, "person", person).org != org:
            raise InvalidError(Problem("person", *bilingual("is of another organisation")))
        own = new_id(write.now)
        write.event("client.added", f"client:{own}", {"org": org, "role": role, "person": person}, untold=untold)
    return own, secret


def disable_client(registry: Registry, client: str) -> None:
    """Let a client in no more. Raises UnknownError where there is none of that id."""
    with registry.writing(HOST) as write:
        write.event("client.disabled", f"client:{client}", {})


def set_callback(registry: Registry, client: str, *, url: str, callback_client: str, callback_secret: str) -> None:
    """Say where a client takes events, and how the registry names itself there; the log holds the address alone.

    Raises UnknownError where there is no client of that id.
    """
    with registry.writing(HOST) as write:
        write.event("client.callback_set", f"client:{client}", {"callback_url": url})
        write.run(update(clients).where(clients.c.id == client).values(
            callback_client=callback_client, callback_secret=callback_secret
        ))  # fmt: skip


def add_plant(registry: Registry, org: str, *, name: str, province: str) -> str:
    """Add a plant of an organisation; its id.

    Raises UnknownError for an organisation that is not there, InvalidError for an empty name, ConflictError for a taken one.
    """
    _refuse(_empty(name=name, province=province))
    said = Problem("name", *bilingual("the organisation has a plant '{name}' already", name=name))
    return _added(registry, "plant", {"org": org, "name": name, "province": province}, said)


def add_model(registry: Registry, org: str, *, code: str, chemistry: str, rated_kwh: str) -> str:
    """Add a product model of an organisation; its id. `rated_kwh`: kWh as a decimal in text.

    Raises UnknownError where the organisation is not there, InvalidError for what is no energy, ConflictError for a taken code.
    """
    problems = [*_empty(code=code, chemistry=chemistry)]
    if not _is_positive(rated_kwh):
        problems.append(Problem("rated_kwh", *bilingual("'{value}' is no number of kWh above 0", value=rated_kwh)))
    _refuse(problems)
    said = Problem("code", *bilingual("the organisation has a model '{code}' already", code=code))
    data = {"org": org, "code": code, "chemistry": chemistry, "rated_kwh": rated_kwh}
    return _added(registry, "model", data, said)


def organisation_named(registry: Registry, name: str) -> str:
    """The id of an organisation by its id, its credit code or a name. Raises UnknownError with the nearest."""
    with registry.reading() as connection:
        rows = connection.execute(select(organisations)).all()
    found = {one.id for one in rows if name in (one.id, one.credit_code, one.name_en, one.name_zh)}
    if len(found) != 1:
        known = [one.name_en for one in rows]
        raise UnknownError(Problem("organisation", *bilingual(
            "'{name}' is none, or several; {near}", name=name, near=suggestion(name, known)
        )))  # fmt: skip
    return str(found.pop())


def client_named(registry: Registry, name: str, role: str = "") -> Any:
    """The row of a client by its id, or of the one client that an organisation has for a role.

    Raises UnknownError where there is none, or where several fit: then its id is to be given.
    """
    with registry.reading() as connection:
        row = connection.execute(
            select(clients).where(clients.c.id == name, clients.c.disabled_n.is_(None))
        ).one_or_none()
    if row is not None:
        return row
    org = organisation_named(registry, name)
    query = select(clients).where(clients.c.org == org, clients.c.disabled_n.is_(None))
    with registry.reading() as connection:
        rows = connection.execute(query.where(clients.c.role == role) if role else query).all()
    if len(rows) != 1:
        listed = ", ".join(f"{one.id} ({one.role})" for one in rows) or "–"
        raise UnknownError(Problem("client", *bilingual(
            "'{name}' has not one client for this; give an id: {listed}", name=name, listed=listed
        )))  # fmt: skip
    return rows[0]


def authenticated(registry: Registry, client: str, secret: str) -> Any:
    """The row of a client whose secret this is; None for another secret, a disabled client and one that is not there.

    All three cost the same work, and secrets are compared in constant time.
    """
    with registry.reading() as connection:
        row = connection.execute(select(clients).where(clients.c.id == client)).one_or_none()
    salt, expected = (row.salt, row.secret_hash) if row is not None else (_NOBODY, _NOBODY)
    is_right = hmac.compare_digest(secret_hash(secret, salt), expected)
    return row if is_right and row is not None and row.disabled_n is None else None


def secret_hash(secret: str, salt: str) -> str:
    """What is kept of a secret: scrypt, 32 bytes in hexadecimal."""
    return hashlib.scrypt(secret.encode(), salt=bytes.fromhex(salt), dklen=32, **SCRYPT).hex()


_NOBODY = "00" * 32


def _added(registry: Registry, noun: str, data: dict[str, Any], taken: Problem) -> str:
    """Add a row, of an organisation that is there. Raises ConflictError where its key is taken."""
    try:
        with registry.writing(HOST) as write:
            if "org" in data:
                _found(write, organisations, "org", data["org"])
            own = new_id(write.now)
            write.event(f"{noun}.added", f"{noun}:{own}", data)
    except IntegrityError:
        raise ConflictError(taken) from None
    return own


def _found(write: Write, table: Table, where: str, own: str) -> Any:
    row = write.run(select(table).where(table.c.id == own)).one_or_none()
    if row is None:
        raise UnknownError(Problem(where, *bilingual("there is no '{id}' in this registry", id=own)))
    return row


def _empty(**given: str) -> Iterable[Problem]:
    for name, value in given.items():
        if not value.strip() or len(value) > LONGEST or not value.isprintable():
            yield Problem(name, *bilingual("needs a text of at most {longest} characters", longest=LONGEST))


def _unknown(where: str, name: str, known: Iterable[str]) -> Problem:
    return Problem(where, *bilingual("there is no '{name}'; {near}", name=name, near=suggestion(name, known)))


def _refuse(problems: Iterable[Problem]) -> None:
    if found := [*problems]:
        raise InvalidError(*found)


def _is_positive(text: str) -> bool:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    return value.is_finite() and value > 0
