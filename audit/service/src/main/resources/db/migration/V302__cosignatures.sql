-- What witnesses said of checkpoints. A checkpoint never changes; its cosignatures come after it.
CREATE TABLE cosignature (
  size        bigint NOT NULL REFERENCES checkpoint (size),
  witness     text NOT NULL,
  line        text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (size, witness)
);
COMMENT ON TABLE cosignature IS 'Lines of witnesses below a checkpoint (C2SP tlog-cosignature); witness is the vkey.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cosignature
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE cosignature ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE cosignature ENABLE ALWAYS TRIGGER append_only_whole;

GRANT SELECT, INSERT ON cosignature TO audit_app;
