package system.authz_test

import data.system.authz

_request(name, method, path) := {
	"method": method,
	"path": path,
	"client_certificates": [{"Subject": {"CommonName": name}}],
}

_bridge := "bridge.postern.internal"

_operator := "operator.postern.internal"

test_the_bridge_asks_for_decisions[entry] if {
	some entry in ["admission", "disclosure", "egress"]
	authz.allow with input as _request(_bridge, "POST", ["v1", "data", "postern", entry])
}

test_the_bridge_asks_for_the_state_of_the_bundles[i] if {
	some i, path in [["v1", "status"], ["health"]]
	authz.allow with input as _request(_bridge, "GET", path)
}

test_the_bridge_asks_who_published[i] if {
	some i, path in [["publication"], ["killswitch", "stops"]]
	authz.allow with input as _request(_bridge, "POST", array.concat(["v1", "data", "postern"], path))
}

test_an_operator_asks_for_health_and_bundles_only if {
	authz.allow with input as _request(_operator, "GET", ["health"])
	authz.allow with input as _request(_operator, "GET", ["v1", "status"])
	not authz.allow with input as _request(_operator, "POST", ["v1", "data", "postern", "egress"])
}

test_nobody_reads_or_writes_anything_else[i] if {
	some i, request in [
		_request(_bridge, "GET", ["v1", "data", "postern", "tables"]),
		_request(_bridge, "POST", ["v1", "data", "postern", "tables"]),
		_request(_bridge, "POST", ["v1", "data"]),
		_request(_bridge, "POST", ["v1", "data", "postern", "egress", "stopped"]),
		_request(_bridge, "PUT", ["v1", "data", "postern", "egress"]),
		_request(_bridge, "GET", ["v1", "policies"]),
		_request(_bridge, "GET", ["v1", "config"]),
		_request(_bridge, "POST", ["v1", "query"]),
	]
	not authz.allow with input as request
}

test_a_stranger_gets_nothing if {
	not authz.allow with input as _request("indexer.postern.internal", "POST", ["v1", "data", "postern", "egress"])
	not authz.allow with input as {"method": "GET", "path": ["health"]}
	not authz.allow with input as {"method": "GET", "path": ["health"], "client_certificates": []}
}
