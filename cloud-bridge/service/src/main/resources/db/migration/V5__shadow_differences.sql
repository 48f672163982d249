-- Where a candidate policy would have decided otherwise. Random ids, names of controls and obligations; no content.
CREATE TABLE shadow_difference (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  question uuid NOT NULL,
  tenant text NOT NULL,
  decision text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('NEWLY_ALLOWED', 'NEWLY_WITHHELD', 'OBLIGATIONS')),
  controls text[] NOT NULL,
  obligations text[] NOT NULL,
  active text NOT NULL,
  candidate text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX shadow_difference_newest ON shadow_difference (tenant, number DESC);

GRANT SELECT, INSERT, DELETE ON shadow_difference TO bridge_app;
