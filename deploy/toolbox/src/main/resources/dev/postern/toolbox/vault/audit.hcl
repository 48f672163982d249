# The audit service: its own database login and certificate, checkpoint signatures, handles for a reviewer's look-up;
# and to turn, rewrap and trim the key that wraps the keys of subjects, which it can never use to decrypt.
path "database/creds/audit" { capabilities = ["read"] }
path "pki/issue/audit" { capabilities = ["update"] }
path "transit/sign/checkpoint" { capabilities = ["update"] }
path "transit/keys/checkpoint" { capabilities = ["read"] }
path "transit/hmac/patient-handle" { capabilities = ["update"] }
path "transit/hmac/patient-handle/*" { capabilities = ["update"] }
path "transit/keys/payload" { capabilities = ["read"] }
path "transit/keys/payload/rotate" { capabilities = ["update"] }
path "transit/keys/payload/config" {
  capabilities = ["update"]
  allowed_parameters = { "min_decryption_version" = [], "min_encryption_version" = [] }
}
path "transit/keys/payload/trim" { capabilities = ["update"] }
path "transit/rewrap/payload" { capabilities = ["update"] }
# A snapshot of this Vault's storage, sealed as it is, to lie beside the copy of the subjects' keys that it opens.
path "sys/storage/raft/snapshot" { capabilities = ["read"] }
