# Migrations of the indexer database, under its owner.
path "database/creds/indexer-owner" { capabilities = ["read"] }
