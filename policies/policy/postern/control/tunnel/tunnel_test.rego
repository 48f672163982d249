package postern.control.tunnel_test

import data.postern.control.tunnel
import data.postern.sample_test as sample
import data.postern.tables

test_a_proven_tunnel_is_used_up_to_its_age if {
	count(tunnel.route) == 0 with input as sample.disclosure
	limit := tables.tunnel.max_age_seconds
	count(tunnel.route) == 0 with input as _with_tunnel({"proven": true, "age_seconds": limit})
}

test_a_tunnel_in_doubt_is_refused[label] if {
	some label, state in {
		"not proven": {"proven": false, "age_seconds": 2},
		"proven by a word": {"proven": "yes", "age_seconds": 2},
		"of unknown age": {"proven": true, "age_seconds": null},
		"too old": {"proven": true, "age_seconds": tables.tunnel.max_age_seconds + 1},
		"null": null,
	}
	refused := tunnel.route with input as _with_tunnel(state)
	sample.codes(refused["azure-eu"]) == {"tunnel.unproven"}
}

_with_tunnel(state) := object.union(
	sample.disclosure,
	{"routes": [object.union(sample.route, {"tunnel": state})]},
)
