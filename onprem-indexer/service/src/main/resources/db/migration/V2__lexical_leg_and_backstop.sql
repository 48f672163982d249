-- What the lexical leg reads; beside the chunk, so that a new analysis never touches the graph.
create table chunk_lexeme (
  chunk_id    uuid primary key references chunk on delete cascade,
  document_id uuid not null,
  version     integer not null,
  lexemes     tsvector not null                 -- title and section weigh A, the passage D
);
create index chunk_lexeme_match on chunk_lexeme using gin (lexemes);

insert into chunk_lexeme (chunk_id, document_id, version, lexemes)
  select c.id, c.document_id, c.version,
         setweight(to_tsvector('english', t.title || ' ' || c.section), 'A')
           || to_tsvector('english',
                substring(t.body from c.start_offset + 1 for c.end_offset - c.start_offset))
  from chunk c
  join document_text t on t.document_id = c.document_id and t.version = c.version;

-- The backstop: where a search has said whose it is, no text comes out that is not theirs, whatever
-- its statement forgot. It stands on the text and not on document or chunk, where it would keep
-- the planner from the index on acl (arrays' && is not leakproof) and the graph from its rows.
alter table document_text enable row level security;

do $$
begin
  if exists (select from pg_roles where rolname = 'index_app') then
    grant select, insert, update, delete on chunk_lexeme to index_app;
    create policy work on document_text to index_app using (true) with check (true);
    create policy backstop on document_text as restrictive for select to index_app using (
      coalesce(current_setting('postern.tenant', true), '') = ''
      or exists (
        select from document d
        where d.id = document_text.document_id
          and d.current_version = document_text.version
          and d.tenant = current_setting('postern.tenant', true)
          and (d.acl && current_setting('postern.principals', true)::varchar[]
               or exists (select from document_subject s
                          where s.document_id = d.id and s.tenant = d.tenant
                            and s.handle = current_setting('postern.emergency', true)))));
  end if;
end $$;
