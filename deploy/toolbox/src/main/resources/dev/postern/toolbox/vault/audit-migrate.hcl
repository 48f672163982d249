# Migrations of the audit database, under its owner.
path "database/creds/audit-owner" { capabilities = ["read"] }
