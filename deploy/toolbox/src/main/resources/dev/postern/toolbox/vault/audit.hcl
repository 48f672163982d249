# The audit service: its own database login and certificate, checkpoint signatures, handles for a reviewer's look-up.
path "database/creds/audit" { capabilities = ["read"] }
path "pki/issue/audit" { capabilities = ["update"] }
path "transit/sign/checkpoint" { capabilities = ["update"] }
path "transit/keys/checkpoint" { capabilities = ["read"] }
path "transit/hmac/patient-handle" { capabilities = ["update"] }
path "transit/hmac/patient-handle/*" { capabilities = ["update"] }
