-- What must be kept, and what is destroyed. The keys of subjects are the one thing that may be
-- deleted here: with its key, and with the older versions of the key that wraps it, content is gone
-- from every copy and backup. The tree never changes.

CREATE TABLE legal_hold (
  id          uuid PRIMARY KEY,
  tenant      text NOT NULL,
  subject     text NOT NULL,
  matter      text NOT NULL,
  set_by      text NOT NULL,
  set_at      timestamptz NOT NULL,
  released_by text,
  released_at timestamptz
);
COMMENT ON TABLE legal_hold IS 'Subjects whose content must be kept, whatever else is asked for.';
CREATE INDEX legal_hold_in_force ON legal_hold (tenant, subject) WHERE released_at IS NULL;

CREATE TABLE destruction (
  id          uuid PRIMARY KEY,
  tenant      text NOT NULL,
  subject     text NOT NULL,
  reason      text NOT NULL,
  asked_by    text NOT NULL,
  asked_at    timestamptz NOT NULL,
  approved_by text CHECK (approved_by <> asked_by),
  state       text NOT NULL CHECK (state IN ('asked', 'approved', 'deleted', 'done')),
  CHECK (state = 'asked' OR approved_by IS NOT NULL)
);
COMMENT ON TABLE destruction IS
  'asked, approved by a second person, keys deleted, older versions of the wrapping key trimmed.';
CREATE UNIQUE INDEX destruction_under_way ON destruction (tenant, subject)
  WHERE state IN ('asked', 'approved');

CREATE TABLE destroyed_key (
  serial  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key_id  uuid NOT NULL UNIQUE,
  tenant  text NOT NULL,
  subject text NOT NULL
);
COMMENT ON TABLE destroyed_key IS 'What bridges have to forget.';

CREATE TABLE wrapping_key (
  one    boolean PRIMARY KEY DEFAULT true CHECK (one),
  oldest integer NOT NULL
);
COMMENT ON TABLE wrapping_key IS 'Keys wrapped under an older version are no longer taken.';
INSERT INTO wrapping_key (oldest) VALUES (1);

CREATE TABLE retention (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  said text NOT NULL
);
COMMENT ON TABLE retention IS 'How long content is kept, as last recorded.';

GRANT SELECT, INSERT, UPDATE ON retention TO audit_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON legal_hold TO audit_app;
GRANT SELECT, INSERT, UPDATE ON destruction TO audit_app;
GRANT SELECT, INSERT ON destroyed_key TO audit_app;
GRANT SELECT, UPDATE ON wrapping_key TO audit_app;
GRANT DELETE, UPDATE (wrapped) ON subject_key TO audit_app;
