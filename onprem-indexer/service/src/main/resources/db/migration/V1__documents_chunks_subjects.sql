-- Applied by the owner (role index_owner); the service runs as index_app and owns nothing.

create table document (
  id              uuid primary key,
  tenant          varchar not null,
  source          varchar not null,
  external_id     varchar not null,
  title           varchar not null,
  given_title     varchar not null,             -- by the source; outranks the document's own
  classification  smallint not null check (classification between 0 and 3),
  labels          varchar[] not null,
  acl             varchar[] not null check (cardinality(acl) > 0),
  latest_version  integer not null,
  current_version integer,                      -- what searches see; null: nothing yet
  chunk_count     integer not null,             -- of the current version
  content_sha256  varchar not null,             -- of the latest version
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  unique (tenant, source, external_id)
);
create index document_visible on document using gin (acl) where current_version is not null;

create table document_text (
  document_id uuid not null references document on delete cascade,
  version     integer not null,
  title       varchar not null,
  body        text not null,                    -- chunk offsets count its code points
  primary key (document_id, version)
);

create table document_subject (
  document_id uuid not null references document on delete cascade,
  tenant      varchar not null,
  handle      varchar not null,
  primary key (document_id, handle)
);

create table ingest_job (
  id             uuid primary key,
  tenant         varchar not null,
  document_id    uuid not null references document on delete cascade,
  version        integer not null,
  document_type  varchar not null,
  state          varchar not null check (state in ('queued', 'recorded', 'done', 'quarantined', 'superseded')),
  attempts       integer not null,              -- committed before the attempt
  failures       integer not null,
  deaths         integer not null,
  interruptions  integer not null,              -- attempts that nobody concluded
  held           boolean not null,              -- claimed and not concluded
  not_before     timestamptz not null,          -- end of the lease, or of a pause
  content_sha256 varchar not null,
  content_bytes  bigint not null,
  draft          varchar,                       -- of the audit entry, from 'recorded' on
  reason         varchar,
  error_classes  varchar,
  error_frames   varchar[],
  created_at     timestamptz not null,
  finished_at    timestamptz
);
create index ingest_job_open on ingest_job (created_at) where state in ('queued', 'recorded');
create index ingest_job_document on ingest_job (document_id, version);
create index ingest_job_quarantine on ingest_job (tenant, id) where state = 'quarantined';

create table upload (
  job_id  uuid primary key references ingest_job on delete cascade,
  content bytea not null
);
alter table upload alter column content set storage external;

-- Immutable: rights live in document, findings in chunk_finding, so that neither touches the graph.
create table chunk (
  id           uuid primary key,
  tenant       varchar not null,
  document_id  uuid not null references document on delete cascade,
  version      integer not null,
  ordinal      integer not null,
  page         integer not null,
  section      varchar not null,
  start_offset integer not null,
  end_offset   integer not null,
  embedding    halfvec(384) not null,
  unique (document_id, version, ordinal)
);
create index chunk_embedding on chunk using hnsw (embedding halfvec_cosine_ops)
  with (m = 24, ef_construction = 128);

create table chunk_finding (
  chunk_id uuid not null references chunk on delete cascade,
  detector varchar not null,
  spans    jsonb not null,
  primary key (chunk_id, detector)
);

create table subject (
  tenant        varchar not null,
  handle        varchar not null,
  relationships jsonb not null,
  consents      jsonb not null,
  flags         varchar[] not null,
  updated_at    timestamptz not null,
  primary key (tenant, handle)
);

create table known_value (
  id       uuid primary key,
  tenant   varchar not null,
  handle   varchar not null,
  person   integer not null,                    -- 0 is the patient
  type     varchar not null,
  value    varchar not null,
  keys     varchar[] not null                   -- keyed hashes of its normal forms
);
create index known_value_subject on known_value (tenant, handle);
create index known_value_keys on known_value using gin (keys);

create table audit_acknowledged (
  one       boolean primary key check (one),
  origin    varchar not null,
  idx       bigint not null,
  leaf_hash varchar not null
);

do $$
begin
  if exists (select from pg_roles where rolname = 'index_app') then
    grant usage on schema public to index_app;
    grant select, insert, update, delete on document, document_text, document_subject, ingest_job,
      upload, chunk, chunk_finding, subject, known_value to index_app;
    grant select, insert, update on audit_acknowledged to index_app;
  end if;
end $$;
