-- What a reviewer looks at afterwards. Random ids, codes and staff ids; no content.
CREATE TABLE review (
  question uuid PRIMARY KEY,
  tenant text NOT NULL,
  subject text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('break_glass', 'policy')),
  code text,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX review_open ON review (tenant, opened_at) WHERE closed_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON review TO bridge_app;
