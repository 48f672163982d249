# METADATA
# title: Who may call OPA, and for what
# description: >-
#   The bridge's certificate may ask for decisions and for the state of the bundles; an operator's may ask
#   whether OPA is healthy. Everything else is refused. Loaded from disk, not from a bundle: no policy
#   that is published can widen it.
# scope: package
package system.authz

default allow := false

allow if {
	_caller == "bridge.postern.internal"
	input.method == "POST"
	input.path in {
		["v1", "data", "postern", "admission"],
		["v1", "data", "postern", "disclosure"],
		["v1", "data", "postern", "egress"],
	}
}

allow if {
	_caller == "bridge.postern.internal"
	input.method == "GET"
	input.path in {["v1", "status"], ["health"]}
}

allow if {
	_caller == "operator.postern.internal"
	input.method == "GET"
	input.path == ["health"]
}

# OPA verified the chain; the first certificate is the caller's own
_caller := input.client_certificates[0].Subject.CommonName
