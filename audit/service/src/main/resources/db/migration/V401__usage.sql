-- How far each route's calls were compared with what its provider says. The results are entries.

CREATE TABLE usage_period (
  route          text PRIMARY KEY,
  compared_until timestamptz NOT NULL
);
COMMENT ON TABLE usage_period IS 'Up to when a provider''s usage was compared with the log.';

GRANT SELECT, INSERT, UPDATE ON usage_period TO audit_app;
