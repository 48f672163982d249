# The simulator's own read-only look into the log, and its certificate.
path "database/creds/simulator" { capabilities = ["read"] }
path "pki/issue/simulator" { capabilities = ["update"] }
