# Migrations of the bridge database, under its owner.
path "database/creds/bridge-owner" { capabilities = ["read"] }
