-- The first schema; SQLite and PostgreSQL both read it.

CREATE TABLE chain_head (
    id INTEGER NOT NULL CONSTRAINT ck_chain_head_one_row CHECK (id = 1),
    n BIGINT NOT NULL,
    hash CHAR(64) NOT NULL,
    CONSTRAINT pk_chain_head PRIMARY KEY (id)
);

CREATE TABLE checkpoints (
    id TEXT NOT NULL,
    n BIGINT NOT NULL,
    hash CHAR(64) NOT NULL,
    holder TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_checkpoints PRIMARY KEY (id)
);

CREATE INDEX ix_checkpoints_n ON checkpoints (n);

CREATE TABLE events (
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    hash CHAR(64) NOT NULL,
    CONSTRAINT pk_events PRIMARY KEY (n)
);

CREATE INDEX ix_events_kind_n ON events (kind, n);

CREATE INDEX ix_events_subject_n ON events (subject, n);

CREATE TABLE jobs (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    "key" CHAR(64) NOT NULL,
    state TEXT NOT NULL,
    run_after BIGINT NOT NULL,
    lease_until BIGINT,
    owner TEXT,
    tries INTEGER NOT NULL,
    error TEXT,
    result_sha CHAR(64),
    CONSTRAINT pk_jobs PRIMARY KEY (id),
    CONSTRAINT uq_jobs_key UNIQUE ("key")
);

CREATE INDEX ix_jobs_state_run_after_id ON jobs (state, run_after, id);

CREATE INDEX ix_jobs_subject ON jobs (subject);

CREATE TABLE organisations (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_en TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    group_id TEXT NOT NULL,
    added_n BIGINT NOT NULL,
    CONSTRAINT pk_organisations PRIMARY KEY (id),
    CONSTRAINT uq_organisations_credit_code UNIQUE (credit_code)
);

CREATE TABLE texts (
    ref CHAR(64) NOT NULL,
    salt TEXT,
    body TEXT,
    CONSTRAINT pk_texts PRIMARY KEY (ref)
);

CREATE TABLE models (
    id TEXT NOT NULL,
    org TEXT NOT NULL,
    code TEXT NOT NULL,
    chemistry TEXT NOT NULL,
    rated_kwh TEXT NOT NULL,
    added_n BIGINT NOT NULL,
    CONSTRAINT pk_models PRIMARY KEY (id),
    CONSTRAINT uq_models_org_code UNIQUE (org, code),
    CONSTRAINT fk_models_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE TABLE people (
    id TEXT NOT NULL,
    org TEXT NOT NULL,
    name TEXT,
    email TEXT,
    added_n BIGINT NOT NULL,
    CONSTRAINT pk_people PRIMARY KEY (id),
    CONSTRAINT fk_people_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE TABLE plants (
    id TEXT NOT NULL,
    org TEXT NOT NULL,
    name TEXT NOT NULL,
    province TEXT NOT NULL,
    added_n BIGINT NOT NULL,
    CONSTRAINT pk_plants PRIMARY KEY (id),
    CONSTRAINT uq_plants_org_name UNIQUE (org, name),
    CONSTRAINT fk_plants_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE TABLE releases (
    version TEXT NOT NULL,
    hash CHAR(64) NOT NULL,
    parent TEXT,
    org TEXT,
    status TEXT NOT NULL,
    effective_on TEXT,
    proposed_n BIGINT NOT NULL,
    CONSTRAINT pk_releases PRIMARY KEY (version),
    CONSTRAINT fk_releases_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE TABLE requests (
    id TEXT NOT NULL,
    direction TEXT NOT NULL,
    source TEXT NOT NULL,
    event_id TEXT NOT NULL,
    org TEXT,
    body TEXT NOT NULL,
    answer TEXT,
    state TEXT NOT NULL,
    asked_n BIGINT NOT NULL,
    CONSTRAINT pk_requests PRIMARY KEY (id),
    CONSTRAINT uq_requests_source_event_id UNIQUE (source, event_id),
    CONSTRAINT fk_requests_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE TABLE clients (
    id TEXT NOT NULL,
    org TEXT NOT NULL,
    role TEXT NOT NULL,
    person TEXT,
    salt TEXT NOT NULL,
    secret_hash CHAR(64) NOT NULL,
    callback_url TEXT,
    added_n BIGINT NOT NULL,
    disabled_n BIGINT,
    CONSTRAINT pk_clients PRIMARY KEY (id),
    CONSTRAINT fk_clients_org FOREIGN KEY(org) REFERENCES organisations (id),
    CONSTRAINT fk_clients_person FOREIGN KEY(person) REFERENCES people (id)
);

CREATE INDEX ix_clients_org ON clients (org);

CREATE TABLE release_rows (
    version TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    changed_n BIGINT NOT NULL,
    CONSTRAINT pk_release_rows PRIMARY KEY (version, "table", "key"),
    CONSTRAINT fk_release_rows_version FOREIGN KEY(version) REFERENCES releases (version)
);

CREATE TABLE submissions (
    id TEXT NOT NULL,
    org TEXT NOT NULL,
    model TEXT NOT NULL,
    plant TEXT NOT NULL,
    period_start TEXT NOT NULL,
    period_end TEXT NOT NULL,
    bundle CHAR(64) NOT NULL,
    manifest CHAR(64) NOT NULL,
    bytes BIGINT NOT NULL,
    release TEXT NOT NULL,
    rules TEXT NOT NULL,
    supersedes TEXT,
    answers TEXT,
    state TEXT NOT NULL,
    valid_until TEXT,
    received_n BIGINT NOT NULL,
    published_n BIGINT,
    deleted_n BIGINT,
    CONSTRAINT pk_submissions PRIMARY KEY (id),
    CONSTRAINT uq_submissions_org_bundle UNIQUE (org, bundle),
    CONSTRAINT fk_submissions_org FOREIGN KEY(org) REFERENCES organisations (id),
    CONSTRAINT fk_submissions_model FOREIGN KEY(model) REFERENCES models (id),
    CONSTRAINT fk_submissions_plant FOREIGN KEY(plant) REFERENCES plants (id),
    CONSTRAINT fk_submissions_supersedes FOREIGN KEY(supersedes) REFERENCES submissions (id),
    CONSTRAINT fk_submissions_answers FOREIGN KEY(answers) REFERENCES submissions (id)
);

CREATE INDEX ix_submissions_org_id ON submissions (org, id);

CREATE INDEX ix_submissions_published_n_id ON submissions (published_n, id);

CREATE INDEX ix_submissions_state_received_n_id ON submissions (state, received_n, id);

CREATE UNIQUE INDEX uq_submissions_open ON submissions (model, plant, period_end) WHERE state IN ('received', 'checked', 'under_verification');

CREATE TABLE assignments (
    id TEXT NOT NULL,
    submission TEXT NOT NULL,
    org TEXT NOT NULL,
    lead TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    nonce TEXT NOT NULL,
    from_n BIGINT NOT NULL,
    to_n BIGINT,
    CONSTRAINT pk_assignments PRIMARY KEY (id),
    CONSTRAINT ck_assignments_two_people CHECK (lead <> reviewer),
    CONSTRAINT fk_assignments_submission FOREIGN KEY(submission) REFERENCES submissions (id),
    CONSTRAINT fk_assignments_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE INDEX ix_assignments_org_submission ON assignments (org, submission);

CREATE UNIQUE INDEX uq_assignments_open ON assignments (submission) WHERE to_n IS NULL;

CREATE TABLE batches (
    id TEXT NOT NULL,
    model TEXT NOT NULL,
    plant TEXT NOT NULL,
    submission TEXT,
    made_n BIGINT NOT NULL,
    CONSTRAINT pk_batches PRIMARY KEY (id),
    CONSTRAINT fk_batches_model FOREIGN KEY(model) REFERENCES models (id),
    CONSTRAINT fk_batches_plant FOREIGN KEY(plant) REFERENCES plants (id),
    CONSTRAINT fk_batches_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);

CREATE TABLE certificate_ranges (
    submission TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    month TEXT NOT NULL,
    CONSTRAINT pk_certificate_ranges PRIMARY KEY (submission, first, month),
    CONSTRAINT fk_certificate_ranges_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);

CREATE INDEX ix_certificate_ranges_first ON certificate_ranges (first);

CREATE INDEX ix_certificate_ranges_last ON certificate_ranges (last);

CREATE TABLE comments (
    id TEXT NOT NULL,
    version TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    verdict TEXT NOT NULL,
    text_ref CHAR(64),
    author TEXT NOT NULL,
    org TEXT NOT NULL,
    given_n BIGINT NOT NULL,
    fallen_n BIGINT,
    CONSTRAINT pk_comments PRIMARY KEY (id),
    CONSTRAINT fk_comments_version FOREIGN KEY(version) REFERENCES releases (version),
    CONSTRAINT fk_comments_author FOREIGN KEY(author) REFERENCES clients (id),
    CONSTRAINT fk_comments_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE INDEX ix_comments_version_table_key ON comments (version, "table", "key");

CREATE TABLE findings (
    submission TEXT NOT NULL,
    id TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    effect_kg TEXT,
    pointer TEXT,
    state TEXT NOT NULL,
    opened_n BIGINT NOT NULL,
    CONSTRAINT pk_findings PRIMARY KEY (submission, id),
    CONSTRAINT fk_findings_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);

CREATE TABLE footprints (
    id TEXT NOT NULL,
    submission TEXT,
    org TEXT NOT NULL,
    payload TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    published_n BIGINT NOT NULL,
    withdrawn_n BIGINT,
    CONSTRAINT pk_footprints PRIMARY KEY (id),
    CONSTRAINT fk_footprints_submission FOREIGN KEY(submission) REFERENCES submissions (id),
    CONSTRAINT fk_footprints_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE INDEX ix_footprints_org ON footprints (org);

CREATE INDEX ix_footprints_published_n_id ON footprints (published_n, id);

CREATE TABLE idempotency (
    client TEXT NOT NULL,
    "key" TEXT NOT NULL,
    body_sha CHAR(64) NOT NULL,
    status INTEGER,
    answer TEXT,
    at BIGINT NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (client, "key"),
    CONSTRAINT fk_idempotency_client FOREIGN KEY(client) REFERENCES clients (id)
);

CREATE INDEX ix_idempotency_at ON idempotency (at);

CREATE TABLE members (
    submission TEXT NOT NULL,
    path TEXT NOT NULL,
    sha256 CHAR(64) NOT NULL,
    bytes BIGINT NOT NULL,
    class TEXT NOT NULL,
    CONSTRAINT pk_members PRIMARY KEY (submission, path),
    CONSTRAINT fk_members_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);

CREATE TABLE opinions (
    id TEXT NOT NULL,
    submission TEXT NOT NULL,
    kind TEXT NOT NULL,
    assurance TEXT NOT NULL,
    threshold TEXT,
    findings_sha CHAR(64) NOT NULL,
    valid_until TEXT,
    given_n BIGINT NOT NULL,
    CONSTRAINT pk_opinions PRIMARY KEY (id),
    CONSTRAINT fk_opinions_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);

CREATE INDEX ix_opinions_submission ON opinions (submission);

CREATE TABLE results (
    submission TEXT NOT NULL,
    stage TEXT NOT NULL,
    amount_kg TEXT NOT NULL,
    low TEXT,
    high TEXT,
    primary_share TEXT,
    rating TEXT,
    CONSTRAINT pk_results PRIMARY KEY (submission, stage),
    CONSTRAINT fk_results_submission FOREIGN KEY(submission) REFERENCES submissions (id)
);

CREATE TABLE tokens (
    hash CHAR(64) NOT NULL,
    client TEXT NOT NULL,
    scope TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    CONSTRAINT pk_tokens PRIMARY KEY (hash),
    CONSTRAINT fk_tokens_client FOREIGN KEY(client) REFERENCES clients (id)
);

CREATE INDEX ix_tokens_expires_at ON tokens (expires_at);

CREATE TABLE uploads (
    id TEXT NOT NULL,
    client TEXT NOT NULL,
    org TEXT NOT NULL,
    length BIGINT NOT NULL,
    received BIGINT NOT NULL,
    sha256 CHAR(64),
    state TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    CONSTRAINT pk_uploads PRIMARY KEY (id),
    CONSTRAINT fk_uploads_client FOREIGN KEY(client) REFERENCES clients (id),
    CONSTRAINT fk_uploads_org FOREIGN KEY(org) REFERENCES organisations (id)
);

CREATE INDEX ix_uploads_client_state ON uploads (client, state);

CREATE INDEX ix_uploads_expires_at ON uploads (expires_at);

CREATE TABLE batch_events (
    id TEXT NOT NULL,
    batch TEXT NOT NULL,
    kind TEXT NOT NULL,
    packs INTEGER NOT NULL,
    mass_kg TEXT,
    at TEXT NOT NULL,
    data TEXT NOT NULL,
    reference TEXT NOT NULL,
    reporter TEXT NOT NULL,
    reverses TEXT,
    reported_n BIGINT NOT NULL,
    CONSTRAINT pk_batch_events PRIMARY KEY (id),
    CONSTRAINT ck_batch_events_packs CHECK (packs > 0),
    CONSTRAINT uq_batch_events_reporter_reference UNIQUE (reporter, reference),
    CONSTRAINT fk_batch_events_batch FOREIGN KEY(batch) REFERENCES batches (id),
    CONSTRAINT fk_batch_events_reporter FOREIGN KEY(reporter) REFERENCES organisations (id),
    CONSTRAINT fk_batch_events_reverses FOREIGN KEY(reverses) REFERENCES batch_events (id)
);

CREATE INDEX ix_batch_events_batch_at ON batch_events (batch, at);

CREATE TABLE footprint_keys (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    footprint TEXT NOT NULL,
    CONSTRAINT pk_footprint_keys PRIMARY KEY (kind, value, footprint),
    CONSTRAINT fk_footprint_keys_footprint FOREIGN KEY(footprint) REFERENCES footprints (id)
);

CREATE TABLE grants (
    id TEXT NOT NULL,
    footprint TEXT NOT NULL,
    recipient TEXT NOT NULL,
    from_n BIGINT NOT NULL,
    to_n BIGINT,
    CONSTRAINT pk_grants PRIMARY KEY (id),
    CONSTRAINT fk_grants_footprint FOREIGN KEY(footprint) REFERENCES footprints (id),
    CONSTRAINT fk_grants_recipient FOREIGN KEY(recipient) REFERENCES organisations (id)
);

CREATE INDEX ix_grants_recipient_footprint ON grants (recipient, footprint);

CREATE UNIQUE INDEX uq_grants_open ON grants (footprint, recipient) WHERE to_n IS NULL;
