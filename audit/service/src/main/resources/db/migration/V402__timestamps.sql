-- What somebody else's clock says of checkpoints (RFC 3161). A checkpoint never changes; its stamp
-- comes after it.
CREATE TABLE timestamp_response (
  size     bigint PRIMARY KEY REFERENCES checkpoint (size),
  response bytea NOT NULL,
  kept_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE timestamp_response IS 'TimeStampResp (RFC 3161), DER, over a checkpoint''s text.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON timestamp_response
  FOR EACH ROW EXECUTE FUNCTION append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON timestamp_response
  FOR EACH STATEMENT EXECUTE FUNCTION append_only();
ALTER TABLE timestamp_response ENABLE ALWAYS TRIGGER append_only;
ALTER TABLE timestamp_response ENABLE ALWAYS TRIGGER append_only_whole;

GRANT SELECT, INSERT ON timestamp_response TO audit_app;
