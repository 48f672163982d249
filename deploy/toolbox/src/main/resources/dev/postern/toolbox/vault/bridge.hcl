# The bridge: its own database login and certificate, payload and conversation keys, the providers' keys.
path "database/creds/bridge" { capabilities = ["read"] }
path "pki/issue/bridge" { capabilities = ["update"] }
path "transit/encrypt/payload" { capabilities = ["update"] }
path "transit/decrypt/payload" { capabilities = ["update"] }
path "transit/datakey/plaintext/payload" { capabilities = ["update"] }
path "transit/encrypt/conversation" { capabilities = ["update"] }
path "transit/decrypt/conversation" { capabilities = ["update"] }
path "transit/datakey/plaintext/conversation" { capabilities = ["update"] }
path "transit/hmac/conversation" { capabilities = ["update"] }
path "transit/hmac/conversation/*" { capabilities = ["update"] }
path "kv/data/providers/*" { capabilities = ["read"] }
