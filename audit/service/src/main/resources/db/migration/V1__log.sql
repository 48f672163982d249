-- The log and what lies beside it. The owner's role makes and owns everything; the service's role
-- may only insert and read, except where a row is a state and not a record (head, writer,
-- open_intent).

CREATE TABLE leaf (
  idx          bigint PRIMARY KEY CHECK (idx >= 0),
  id           uuid NOT NULL UNIQUE,
  type         text NOT NULL,
  tenant       text,
  question_id  uuid,
  ref          bigint,
  committed_at timestamptz NOT NULL,
  leaf         bytea NOT NULL CHECK (octet_length(leaf) <= 65535),
  hash         bytea NOT NULL CHECK (octet_length(hash) = 32)
);
-- Leaves are small and random-looking where it matters; compressing them costs more than it saves.
ALTER TABLE leaf ALTER COLUMN leaf SET STORAGE EXTERNAL;
COMMENT ON TABLE leaf IS 'The entries, exactly as hashed (RFC 6962), in the order of the tree.';
CREATE INDEX leaf_question ON leaf (question_id) WHERE question_id IS NOT NULL;
-- An intent has one outcome; only a reconciliation may come before it.
CREATE UNIQUE INDEX leaf_outcome ON leaf (ref) WHERE type IN ('EGRESS_OUTCOME', 'LOCAL_ANSWER');

CREATE TABLE tile (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  idx    bigint NOT NULL CHECK (idx >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  root   bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, idx)
);
ALTER TABLE tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
COMMENT ON TABLE tile IS 'Full tiles (C2SP tlog-tiles); partial ones are computed when asked for.';

CREATE TABLE checkpoint (
  size      bigint PRIMARY KEY CHECK (size >= 0),
  root      bytea NOT NULL CHECK (octet_length(root) = 32),
  note      text NOT NULL,
  signed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE checkpoint IS 'Every checkpoint ever signed.';

CREATE TABLE head (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  origin text,
  size   bigint NOT NULL CHECK (size >= 0),
  root   bytea NOT NULL CHECK (octet_length(root) = 32),
  epoch  bigint NOT NULL,
  holder text,
  until  timestamptz NOT NULL
);
COMMENT ON TABLE head IS 'The committed state and who leads; size and epoch fence a paused leader.';
INSERT INTO head (origin, size, root, epoch, holder, until)
  VALUES (NULL, 0, sha256(''), 0, NULL, '-infinity');

CREATE TABLE payload (
  idx        bigint PRIMARY KEY REFERENCES leaf (idx),
  ciphertext bytea NOT NULL
);
ALTER TABLE payload ALTER COLUMN ciphertext SET STORAGE EXTERNAL;
COMMENT ON TABLE payload IS 'Encrypted content beside an entry; the log never holds its keys open.';

CREATE TABLE subject (
  idx    bigint NOT NULL REFERENCES leaf (idx),
  tenant text NOT NULL,
  handle text NOT NULL,
  salt   bytea NOT NULL CHECK (octet_length(salt) = 32),
  PRIMARY KEY (tenant, handle, idx)
);
CREATE INDEX subject_of_entry ON subject (idx);
COMMENT ON TABLE subject IS 'Which entries concern which patient; the leaf holds a commitment.';

CREATE TABLE subject_key (
  key_id  uuid PRIMARY KEY,
  tenant  text NOT NULL,
  subject text NOT NULL,
  wrapped text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (tenant, subject)
);
COMMENT ON TABLE subject_key IS 'Data keys wrapped by Vault; subject is a handle or day:YYYY-MM-DD.';

CREATE TABLE writer (
  instance text NOT NULL,
  boot_id  uuid NOT NULL,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  seen_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (instance, boot_id)
);
CREATE INDEX writer_boot ON writer (boot_id);
COMMENT ON TABLE writer IS 'Runs of writers; the end of a run closes its open intents.';

CREATE TABLE open_intent (
  idx         bigint PRIMARY KEY REFERENCES leaf (idx),
  question_id uuid NOT NULL,
  tenant      text NOT NULL,
  boot_id     uuid NOT NULL,
  answer_by   timestamptz NOT NULL
);
COMMENT ON TABLE open_intent IS 'Intents that nothing has closed yet; follows from the leaves.';

-- What is recorded is recorded: also for the owner, also under session_replication_role = replica.
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: the log only grows', TG_OP, TG_TABLE_NAME;
END $$;

CREATE FUNCTION head_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size OR NEW.epoch < OLD.epoch
     OR (OLD.origin IS NOT NULL AND NEW.origin IS DISTINCT FROM OLD.origin) THEN
    RAISE EXCEPTION 'the head only grows';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON leaf
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON leaf
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON tile
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON tile
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON checkpoint
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
CREATE TRIGGER head_only_grows BEFORE UPDATE ON head
  FOR EACH ROW EXECUTE FUNCTION head_only_grows();
CREATE TRIGGER append_only BEFORE DELETE ON head
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON head
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();

ALTER TABLE leaf ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE leaf ENABLE ALWAYS TRIGGER append_only_whole;
ALTER TABLE tile ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE tile ENABLE ALWAYS TRIGGER append_only_whole;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER append_only_whole;
ALTER TABLE head ENABLE ALWAYS TRIGGER head_only_grows;
ALTER TABLE head ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE head ENABLE ALWAYS TRIGGER append_only_whole;

CREATE VIEW log_lookup (id, idx, type, question_id, committed_at) AS
  SELECT id, idx, type, question_id, committed_at FROM leaf;

GRANT SELECT, INSERT ON leaf, tile, checkpoint, payload, subject, subject_key TO audit_app;
GRANT SELECT, UPDATE ON head TO audit_app;
GRANT SELECT, INSERT, UPDATE ON writer TO audit_app;
GRANT SELECT, INSERT, DELETE ON open_intent TO audit_app;
GRANT SELECT ON log_lookup TO audit_lookup;
