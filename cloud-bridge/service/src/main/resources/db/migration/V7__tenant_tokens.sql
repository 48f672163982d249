-- Tokens of models that a tenant used on a day (UTC), and those taken for calls under way.
CREATE TABLE tenant_tokens (
    tenant text   NOT NULL,
    day    date   NOT NULL,
    tokens bigint NOT NULL CHECK (tokens >= 0),
    PRIMARY KEY (tenant, day)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_tokens TO bridge_app;
