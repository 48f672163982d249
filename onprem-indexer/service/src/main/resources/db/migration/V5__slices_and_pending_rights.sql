-- A document is read in parts; each part's result is kept until all are there.
create table ingest_slice (
  job_id        uuid not null references ingest_job on delete cascade,
  first_page    integer not null,               -- 0: a document without pages
  last_page     integer not null,
  state         varchar not null check (state in ('open', 'read', 'quarantined')),
  attempts      integer not null,               -- committed before the attempt
  deaths        integer not null,
  failures      integer not null,
  notes         varchar[] not null,             -- what was left unread inside
  reason        varchar,
  error_classes varchar,
  error_frames  varchar[],
  result        bytea,                          -- text, chunks, vectors and findings, once read
  primary key (job_id, first_page)
);
alter table ingest_slice alter column result set storage external;

-- What came with an upload holds for its own version: until that is indexed the version before it
-- may become harder to read, never easier.
alter table ingest_job
  add column given_title    varchar not null default '',
  add column classification smallint,
  add column labels         varchar[],
  add column acl            varchar[],
  add column subjects       varchar[],
  add column findings       varchar[] not null default '{}';
update ingest_job j set given_title = d.given_title, classification = d.classification,
    labels = d.labels, acl = d.acl,
    subjects = array(select s.handle from document_subject s where s.document_id = d.id)
  from document d where d.id = j.document_id;
update ingest_job set document_type = 'OFFICE' where document_type = 'DOCX';
alter table ingest_job
  alter column classification set not null,
  alter column labels set not null,
  alter column acl set not null,
  alter column subjects set not null;

-- Patients known only from documents are forgotten with the last of them.
alter table subject add column from_documents boolean not null default false;

do $$
begin
  if exists (select from pg_roles where rolname = 'index_app') then
    grant select, insert, update, delete on ingest_slice to index_app;
  end if;
end $$;
