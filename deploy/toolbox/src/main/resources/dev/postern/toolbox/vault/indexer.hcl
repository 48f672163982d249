# The indexer: its own database login and certificate, patient handles at ingestion.
path "database/creds/indexer" { capabilities = ["read"] }
path "pki/issue/indexer" { capabilities = ["update"] }
path "transit/hmac/patient-handle" { capabilities = ["update"] }
path "transit/hmac/patient-handle/*" { capabilities = ["update"] }
