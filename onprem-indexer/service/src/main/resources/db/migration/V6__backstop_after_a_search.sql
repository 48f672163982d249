-- A setting that was local to a search's transaction is empty afterwards, not absent, and the planner
-- may cast it before it has looked at the tenant: ingestion on that connection failed.
do $$
begin
  if exists (select from pg_roles where rolname = 'index_app') then
    drop policy backstop on document_text;
    create policy backstop on document_text as restrictive for select to index_app using (
      coalesce(current_setting('postern.tenant', true), '') = ''
      or exists (
        select from document d
        where d.id = document_text.document_id
          and d.current_version = document_text.version
          and d.tenant = current_setting('postern.tenant', true)
          and (d.acl && nullif(current_setting('postern.principals', true), '')::varchar[]
               or exists (select from document_subject s
                          where s.document_id = d.id and s.tenant = d.tenant
                            and s.handle = current_setting('postern.emergency', true)))));
  end if;
end $$;
