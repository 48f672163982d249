-- Logs that ended here. After a rollback that cannot be undone a person lets a log end and another
-- one begin: all that is the log's moves into a schema of its own, where it is only read, and empty
-- tables of the same shape take its place. Keys of subjects, holds and destructions are not the
-- log's and stay.

CREATE TABLE ended_log (
  serial     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  origin     text NOT NULL UNIQUE,
  checkpoint text NOT NULL,
  ended_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE ended_log IS
  'Each log that ended, with the last checkpoint known of it; its tables are in schema ended_<serial>.';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ended_log
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON ended_log
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE ended_log ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE ended_log ENABLE ALWAYS TRIGGER append_only_whole;
GRANT SELECT ON ended_log TO audit_app;

-- The log's tables: these four, and every table whose rows refer to theirs.
CREATE FUNCTION tables_of_log() RETURNS SETOF regclass LANGUAGE sql STABLE
  SET search_path = public, pg_temp AS $$
  WITH RECURSIVE part (t) AS (
    SELECT unnest(ARRAY['public.leaf', 'public.tile', 'public.checkpoint', 'public.head']::regclass[])
    UNION
    SELECT f.conrelid::regclass FROM pg_constraint f JOIN part ON f.confrelid = part.t
    WHERE f.contype = 'f')
  SELECT t FROM part
$$;

-- Only for the owner: the service's role can neither end a log nor begin one.
CREATE FUNCTION end_log(last_checkpoint text, next_origin text) RETURNS integer LANGUAGE plpgsql
  SET search_path = public, pg_temp AS $$
DECLARE
  last_origin text := split_part(last_checkpoint, E'\n', 1);
  rebuild text[];
  moved regclass[];
  name text;
  statement text;
  aside text;
  number integer;
  last_epoch bigint;
BEGIN
  LOCK TABLE head IN ACCESS EXCLUSIVE MODE;
  SELECT epoch INTO STRICT last_epoch FROM head;
  IF last_origin IS DISTINCT FROM (SELECT coalesce(origin, last_origin) FROM head) THEN
    RAISE EXCEPTION 'the checkpoint is of %, the log is %', last_origin, (SELECT origin FROM head);
  END IF;
  IF next_origin = last_origin OR EXISTS (SELECT FROM ended_log WHERE origin = next_origin) THEN
    RAISE EXCEPTION '% is the name of a log that ended', next_origin;
  END IF;
  INSERT INTO ended_log (origin, checkpoint) VALUES (last_origin, last_checkpoint)
    RETURNING serial INTO number;
  aside := 'ended_' || number;
  moved := ARRAY(SELECT tables_of_log());
  -- What LIKE does not copy, said before the tables move.
  rebuild := ARRAY(
    SELECT format('ALTER TABLE %s ADD %s', f.conrelid::regclass, pg_get_constraintdef(f.oid))
    FROM pg_constraint f WHERE f.contype = 'f' AND f.conrelid = ANY (moved)
    UNION ALL
    SELECT pg_get_triggerdef(t.oid) || format('; ALTER TABLE %s ENABLE %s TRIGGER %I',
        t.tgrelid::regclass, CASE t.tgenabled WHEN 'A' THEN 'ALWAYS' ELSE '' END, t.tgname)
    FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgrelid = ANY (moved)
    UNION ALL
    SELECT format('GRANT %s ON %s TO %I', a.privilege_type, c.oid::regclass, a.grantee::regrole)
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = ANY (moved) AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('COMMENT ON TABLE %s IS %L', c.oid::regclass, obj_description(c.oid, 'pg_class'))
    FROM pg_class c WHERE c.oid = ANY (moved) AND obj_description(c.oid, 'pg_class') IS NOT NULL
    UNION ALL
    SELECT format('CREATE OR REPLACE VIEW %s AS %s', v.oid::regclass, pg_get_viewdef(v.oid))
    FROM pg_class v WHERE v.relkind = 'v' AND v.relnamespace = 'public'::regnamespace);
  EXECUTE format('CREATE SCHEMA %I', aside);
  FOR name IN SELECT c.relname FROM pg_class c WHERE c.oid = ANY (moved) LOOP
    EXECUTE format('ALTER TABLE public.%I SET SCHEMA %I', name, aside);
    EXECUTE format('CREATE TABLE public.%I (LIKE %I.%I INCLUDING ALL)', name, aside, name);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I.%I FROM audit_app', aside, name);
  END LOOP;
  FOREACH statement IN ARRAY rebuild LOOP
    EXECUTE statement;
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO audit_app', aside);
  INSERT INTO head (origin, size, root, epoch, holder, until)
    VALUES (next_origin, 0, sha256(''), last_epoch + 1, NULL, '-infinity');
  RETURN number;
END $$;

REVOKE ALL ON FUNCTION tables_of_log(), end_log(text, text) FROM PUBLIC;
