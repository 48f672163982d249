-- The bridge's own database. Content is encrypted; what is plain are random ids, counts and times.

CREATE TABLE content_key (
  name text PRIMARY KEY,
  wrapped text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE conversation (
  id uuid PRIMARY KEY,
  tenant text NOT NULL,
  subject text NOT NULL,
  purpose text NOT NULL,
  key_name text NOT NULL REFERENCES content_key,
  expires_at timestamptz NOT NULL
);
CREATE INDEX conversation_expiry ON conversation (expires_at);

CREATE TABLE turn (
  conversation uuid NOT NULL REFERENCES conversation ON DELETE CASCADE,
  number bigint GENERATED ALWAYS AS IDENTITY,
  sealed bytea NOT NULL,
  PRIMARY KEY (conversation, number)
);

CREATE TABLE token (
  conversation uuid NOT NULL REFERENCES conversation ON DELETE CASCADE,
  type text NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal > 0),
  index_key text NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (conversation, type, ordinal),
  UNIQUE (conversation, index_key)
);

CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  key_name text NOT NULL REFERENCES content_key,
  sealed bytea NOT NULL,
  -- the log's code when it said that it will never take the entry: kept for a person, holding up nobody
  refused text
);

CREATE TABLE budget (
  question uuid PRIMARY KEY,
  tenant text NOT NULL,
  subject text NOT NULL,
  reserved_at timestamptz NOT NULL DEFAULT now(),
  patients text[] NOT NULL
);
CREATE INDEX budget_asker ON budget (tenant, subject, reserved_at);

CREATE TABLE policy_serial (
  bundle text PRIMARY KEY,
  serial bigint NOT NULL
);

CREATE TABLE acknowledged (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  origin text NOT NULL,
  index bigint NOT NULL,
  leaf_hash bytea NOT NULL
);

CREATE TABLE question_entry (
  question uuid NOT NULL,
  index bigint NOT NULL,
  entry uuid NOT NULL,
  type text NOT NULL,
  detail text,
  log text NOT NULL,
  leaf_hash text NOT NULL,
  tenant text NOT NULL,
  subject text NOT NULL,
  purpose text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (question, index)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON
  content_key, conversation, turn, token, outbox, budget, policy_serial, acknowledged, question_entry
  TO bridge_app;
