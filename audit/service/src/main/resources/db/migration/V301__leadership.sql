-- What the leader's guard needs to see and to end. Both functions run with their owner's rights: the
-- service's role neither sees other sessions nor may end any.

CREATE FUNCTION replicas_that_may_lack_entries() RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  -- A base backup on its way is a sender too, and no replica.
  SELECT coalesce(nullif(application_name, ''), 'a replica without a name')
  FROM pg_stat_replication
  WHERE state <> 'backup' AND sync_state NOT IN ('sync', 'quorum')
  UNION ALL
  -- A replica that is away and that no commit waits for.
  SELECT 'the holder of replication slot ' || slot_name
  FROM pg_replication_slots
  WHERE slot_type = 'physical' AND NOT active
    AND current_setting('synchronous_standby_names') = ''
$$;
COMMENT ON FUNCTION replicas_that_may_lack_entries IS
  'Replicas that could be promoted without an entry that was acknowledged.';

-- A leader that was paused in the middle of a commit, or whose machine vanished, keeps its row locks.
-- Once its lease is over whoever wants to lead may end its session; what it wrote is rolled back.
CREATE FUNCTION end_paused_leader() RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FILTER (WHERE pg_terminate_backend(holding.pid))
  FROM pg_locks AS holding
  WHERE holding.locktype = 'relation' AND holding.granted
    AND holding.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND holding.relation = 'public.head'::regclass
    AND holding.mode = 'RowExclusiveLock'
    AND holding.pid <> pg_backend_pid()
    AND EXISTS (SELECT FROM public.head WHERE until < clock_timestamp())
$$;
COMMENT ON FUNCTION end_paused_leader IS
  'Ends sessions that write the head although the lease is over.';

REVOKE ALL ON FUNCTION replicas_that_may_lack_entries(), end_paused_leader() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION replicas_that_may_lack_entries(), end_paused_leader() TO audit_app;
