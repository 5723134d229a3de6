"""The tables of a registry, for SQLite and PostgreSQL alike.

Identifiers are texts (UUIDv7), times are µs UTC, dates are `2026-12-31`, hashes are 64 hexadecimal digits, amounts are decimals
written as text, JSON is its canonical text. A column `…_n` is the number of the event that made or changed the row.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import CHAR, BigInteger

SCHEMA = "4"  # the last of the steps in `migrations`
OPEN_STATES = ("received", "checked", "under_verification")  # of a submission that nothing has ended
OPEN = text("state IN ('received', 'checked', 'under_verification')")

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, **how: bool) -> Column[str]:
    return Column(name, Text, nullable=how.get("nullable", False), primary_key=how.get("primary_key", False))


def _maybe(name: str) -> Column[str]:
    return _text(name, nullable=True)


def _id() -> Column[str]:
    return _text("id", primary_key=True)


def _hash(name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    return Column(name, CHAR(64), nullable=nullable, primary_key=primary_key)


def _whole(name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """An event's number, a time, a count."""
    return Column(name, BigInteger, nullable=nullable, primary_key=primary_key, autoincrement=False)


def _of(name: str, table: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey(f"{table}.id"), nullable=nullable)


# Who takes part, and what they make.
organisations = Table(
    "organisations", METADATA,
    _id(), _text("kind"), _text("name_en"), _text("name_zh"), _text("credit_code"), _text("group_id"), _whole("added_n"),
    UniqueConstraint("credit_code"),
)  # fmt: skip
people = Table(
    "people", METADATA, _id(), _of("org", "organisations"), _maybe("name"), _maybe("email"), _whole("added_n")
)
clients = Table(
    "clients", METADATA,
    _id(), _of("org", "organisations"), _text("role"), _of("person", "people", nullable=True),
    _text("salt"), _hash("secret_hash"), _maybe("callback_url"), _whole("added_n"), _whole("disabled_n", nullable=True),
    _maybe("callback_client"), _maybe("callback_secret"),
    Index(None, "org"),
)  # fmt: skip
tokens = Table(
    "tokens", METADATA,
    _hash("hash", primary_key=True), _of("client", "clients"), _text("scope"), _whole("expires_at"), Index(None, "expires_at"),
)  # fmt: skip
plants = Table(
    "plants", METADATA,
    _id(), _of("org", "organisations"), _text("name"), _text("province"), _whole("added_n"), UniqueConstraint("org", "name"),
)  # fmt: skip
models = Table(
    "models", METADATA,
    _id(), _of("org", "organisations"), _text("code"), _text("chemistry"), _text("rated_kwh"), _whole("added_n"),
    UniqueConstraint("org", "code"),
)  # fmt: skip

# A declaration on its way.
submissions = Table(
    "submissions", METADATA,
    _id(), _of("org", "organisations"), _of("model", "models"), _of("plant", "plants"),
    _text("period_start"), _text("period_end"), _hash("bundle"), _hash("manifest"), _whole("bytes"),
    _text("release"), _text("rules"),
    _of("supersedes", "submissions", nullable=True), _of("answers", "submissions", nullable=True),  # a returned one
    _text("state"), _maybe("valid_until"), _whole("received_n"), _whole("published_n", nullable=True),
    _whole("deleted_n", nullable=True),
    UniqueConstraint("org", "bundle"),
    Index("uq_submissions_open", "model", "plant", "period_end", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    Index(None, "state", "received_n", "id"),
    Index(None, "published_n", "id"),
    Index(None, "org", "received_n", "id"),
    Index(None, "received_n", "id"),
)  # fmt: skip
members = Table(
    "members", METADATA,
    _of("submission", "submissions"), _text("path"), _hash("sha256"), _whole("bytes"), _text("class"),
    PrimaryKeyConstraint("submission", "path"),
)  # fmt: skip
results = Table(
    "results", METADATA,
    _of("submission", "submissions"), _text("stage"), _text("amount_kg"), _maybe("low"), _maybe("high"),
    _maybe("primary_share"), _maybe("rating"),
    PrimaryKeyConstraint("submission", "stage"),
)  # fmt: skip
certificate_ranges = Table(
    "certificate_ranges", METADATA,
    _of("submission", "submissions"), _text("first"), _text("last"), _text("month"),
    PrimaryKeyConstraint("submission", "first", "month"), Index(None, "first"), Index(None, "last"),
)  # fmt: skip
assignments = Table(
    "assignments", METADATA,
    _id(), _of("submission", "submissions"), _of("org", "organisations"), _text("lead"), _text("reviewer"), _text("nonce"),
    _whole("from_n"), _whole("to_n", nullable=True),
    CheckConstraint("lead <> reviewer", name="two_people"),
    Index("uq_assignments_open", "submission", unique=True, sqlite_where=text("to_n IS NULL"),
          postgresql_where=text("to_n IS NULL")),
    Index(None, "org", "submission"),
)  # fmt: skip
findings = Table(
    "findings", METADATA,
    _of("submission", "submissions"), _text("id"), _text("rule"), _text("severity"), _maybe("effect_kg"), _maybe("pointer"),
    _text("state"), _whole("opened_n"),
    PrimaryKeyConstraint("submission", "id"),
)  # fmt: skip
opinions = Table(
    "opinions", METADATA,
    _id(), _of("submission", "submissions"), _text("kind"), _text("assurance"), _maybe("threshold"), _hash("findings_sha"),
    _maybe("valid_until"), _whole("given_n"), Index(None, "submission"),
)  # fmt: skip

# Footprints exchanged by the PACT interface.
footprints = Table(
    "footprints", METADATA,
    _id(), _of("submission", "submissions", nullable=True), _of("org", "organisations"), _text("payload"),
    _text("valid_from"), _text("valid_until"), _whole("published_n"), _whole("withdrawn_n", nullable=True),
    Index(None, "published_n", "id"), Index(None, "org"),
)  # fmt: skip
footprint_keys = Table(
    "footprint_keys", METADATA,
    _text("kind"), _text("value"), _of("footprint", "footprints"), PrimaryKeyConstraint("kind", "value", "footprint"),
)  # fmt: skip
grants = Table(
    "grants", METADATA,
    _id(), _of("footprint", "footprints"), _of("recipient", "organisations"), _whole("from_n"), _whole("to_n", nullable=True),
    Index("uq_grants_open", "footprint", "recipient", unique=True, sqlite_where=text("to_n IS NULL"),
          postgresql_where=text("to_n IS NULL")),
    Index(None, "recipient", "footprint"),
)  # fmt: skip
requests = Table(
    "requests", METADATA,
    _id(), _text("direction"), _text("source"), _text("event_id"), _of("org", "organisations", nullable=True),
    _text("body"), _maybe("answer"), _text("state"), _whole("asked_n"),
    UniqueConstraint("source", "event_id"),
)  # fmt: skip

# Versions of the factors.
releases = Table(
    "releases", METADATA,
    _text("version", primary_key=True), _hash("hash"), _maybe("parent"), _of("org", "organisations", nullable=True),
    _text("status"), _maybe("effective_on"), _whole("proposed_n"),
)  # fmt: skip
release_rows = Table(
    "release_rows", METADATA,
    Column("version", Text, ForeignKey("releases.version"), nullable=False), _text("table"), _text("key"),
    _maybe("before"), _maybe("after"), _whole("changed_n"),
    PrimaryKeyConstraint("version", "table", "key"),
)  # fmt: skip
comments = Table(
    "comments", METADATA,
    _id(), Column("version", Text, ForeignKey("releases.version"), nullable=False), _text("table"), _text("key"),
    _text("verdict"), _hash("text_ref", nullable=True), _of("author", "clients"), _of("org", "organisations"),
    _whole("given_n"), _whole("fallen_n", nullable=True),  # the row was changed since
    Index(None, "version", "table", "key"),
)  # fmt: skip

# The life of a battery.
batches = Table(
    "batches", METADATA,
    _id(), _of("model", "models"), _of("plant", "plants"), _of("submission", "submissions", nullable=True), _whole("made_n"),
)  # fmt: skip
batch_events = Table(
    "batch_events", METADATA,
    _id(), _of("batch", "batches"), _text("kind"), Column("packs", Integer, nullable=False), _maybe("mass_kg"),
    _text("at"), _text("data"), _text("reference"), _of("reporter", "organisations"),
    _of("reverses", "batch_events", nullable=True), _whole("reported_n"),
    CheckConstraint("packs > 0", name="packs"), UniqueConstraint("reporter", "reference"), Index(None, "batch", "at"),
)  # fmt: skip

# Work in the background and at the door: no part of what is declared.
jobs = Table(
    "jobs", METADATA,
    _id(), _text("kind"), _text("subject"), _hash("key"), _text("state"), _whole("run_after"),
    _whole("lease_until", nullable=True), _maybe("owner"), Column("tries", Integer, nullable=False), _maybe("error"),
    _hash("result_sha", nullable=True),
    UniqueConstraint("key"), Index(None, "state", "run_after", "id"), Index(None, "subject"),
)  # fmt: skip
uploads = Table(
    "uploads", METADATA,
    _id(), _of("client", "clients"), _of("org", "organisations"), _whole("length"), _whole("received"),
    _hash("sha256", nullable=True), _text("state"), _whole("made_at"), _whole("expires_at"),
    Index(None, "client", "state"), Index(None, "expires_at"),
)  # fmt: skip
idempotency = Table(
    "idempotency", METADATA,
    _of("client", "clients"), _text("key"), _hash("body_sha"), Column("status", Integer), _maybe("answer"), _whole("at"),
    PrimaryKeyConstraint("client", "key"), Index(None, "at"),
)  # fmt: skip

# The truth.
texts = Table("texts", METADATA, _hash("ref", primary_key=True), _maybe("salt"), _maybe("body"))
events = Table(
    "events", METADATA,
    _whole("n", primary_key=True), _whole("at"), _text("kind"), _maybe("actor"), _text("subject"), _text("body"), _hash("hash"),
    Index(None, "subject", "n"), Index(None, "kind", "n"), Index("ix_events_at", "at", "n"),
)  # fmt: skip
chain_head = Table(
    "chain_head", METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    _whole("n"), _hash("hash"),
)  # fmt: skip
checkpoints = Table(
    "checkpoints", METADATA,
    _id(), _whole("n"), _hash("hash"), _text("holder"), _whole("at"), Index(None, "n"),
)  # fmt: skip
