-- Which bundle was last recorded as in force, for all bridges together.
CREATE TABLE bundle_activation (
  bundle text PRIMARY KEY,
  serial bigint NOT NULL,
  revision text NOT NULL,
  signed_by text NOT NULL,
  state text NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
);

GRANT SELECT, INSERT, UPDATE, DELETE ON bundle_activation TO bridge_app;
