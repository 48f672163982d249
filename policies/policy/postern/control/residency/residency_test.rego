package postern.control.residency_test

import data.postern.control.residency
import data.postern.sample_test as sample
import data.postern.tables

_agreement := tables.residency.agreements["baa-2026-01"]

test_an_agreed_route_in_the_region_is_used if {
	count(residency.question) == 0 with input as sample.disclosure
	count(residency.snippet) == 0 with input as sample.disclosure
	count(residency.route) == 0 with input as sample.disclosure
}

test_a_question_without_routes_is_refused if {
	reasons := residency.question with input as object.union(sample.disclosure, {"routes": []})
	sample.codes(reasons) == {"residency.no_route"}
}

test_a_snippet_that_no_route_suits_is_withheld[label] if {
	some label, change in {
		"another region": {"region": "eastus"},
		"another provider": {"provider": "bedrock"},
		"no agreement": {"agreements": []},
		"an agreement nobody entered": {"agreements": ["baa-1999-01"]},
	}
	withheld := residency.snippet with input as _by([object.union(sample.route, change)])
	sample.codes(withheld["r-1"]) == {"residency.classification"}
}

test_what_is_restricted_goes_nowhere if {
	restricted := object.union(sample.snippet, {"classification": "restricted"})
	withheld := residency.snippet with input as object.union(sample.disclosure, {"snippets": [restricted]})
	sample.codes(withheld["r-1"]) == {"residency.classification"}
}

test_an_agreement_is_in_force_from_its_first_moment if {
	count(residency.snippet) == 0 with input as _at(_agreement.from)
	withheld := residency.snippet with input as _at("2025-12-31T23:59:59Z")
	sample.codes(withheld["r-1"]) == {"residency.classification"}
}

test_an_agreement_ends_at_its_last_moment if {
	count(residency.snippet) == 0 with input as _at("2030-12-31T23:59:59Z")
	withheld := residency.snippet with input as _at(_agreement.until)
	sample.codes(withheld["r-1"]) == {"residency.classification"}
}

test_what_is_public_needs_no_agreement if {
	public := object.union(sample.snippet, {"classification": "public"})
	asked := object.union(_by([object.union(sample.route, {"agreements": []})]), {"snippets": [public]})
	count(residency.snippet) == 0 with input as asked
	count(residency.route) == 0 with input as asked
}

test_a_route_that_suits_only_some_is_refused if {
	second := object.union(sample.route, {"name": "azure-de", "region": "germanywestcentral"})
	refused := residency.route with input as _by([sample.route, second])
	sample.codes(refused["azure-de"]) == {"residency.route"}
	not refused["azure-eu"]
}

test_a_route_must_suit_the_history if {
	refused := residency.route with input as object.union(
		sample.disclosure,
		{"history": {"turns": 1, "classifications": ["restricted"]}},
	)
	sample.codes(refused["azure-eu"]) == {"residency.route"}
}

_by(routes) := object.union(sample.disclosure, {"routes": routes})

_at(moment) := object.union(sample.disclosure, {"time": moment})
