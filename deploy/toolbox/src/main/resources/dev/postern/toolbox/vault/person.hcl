# A person with an account: one's own identity token and nothing else.
path "identity/oidc/token/postern" { capabilities = ["read"] }
