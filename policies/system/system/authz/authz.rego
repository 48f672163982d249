# METADATA
# title: Who may call OPA, and for what
# description: >-
#   The bridge's certificate may ask for decisions and for the state of the bundles; an operator's may ask
#   whether OPA is healthy and which bundles it took. Everything else is refused. Loaded from disk as a bundle of
#   its own, with a root that OPA lets no other bundle bring: no policy that is published can widen it.
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
		["v1", "data", "postern", "killswitch", "stops"],
		["v1", "data", "postern", "publication"],
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
	input.path in {["v1", "status"], ["health"]}
}

# OPA verified the chain; the first certificate is the caller's own
_caller := input.client_certificates[0].Subject.CommonName
