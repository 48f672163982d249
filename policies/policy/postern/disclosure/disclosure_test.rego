package postern.disclosure_test

import data.postern.disclosure
import data.postern.sample_test as sample

test_a_clinician_discloses_for_treatment if {
	answer := disclosure with input as sample.disclosure
	answer == {
		"outcome": "permit",
		"reasons": [],
		"obligations": {
			"withhold": [],
			"max_snippets": 8,
			"max_characters": 16000,
			"max_patients": 2,
			"deidentify": "pseudonyms",
			"restore": true,
			"routes": ["azure-eu"],
			"accountable": true,
			"on_prem_only": false,
			"review": false,
		},
	}
}

test_an_emergency_needs_no_relationship_and_is_reviewed if {
	stranger := object.union(sample.patient, {"relationship": null})
	snippets := [object.union(sample.snippet, {"patients": [stranger]})]
	answer := disclosure with input as object.union(sample.emergency, {"snippets": snippets})
	answer.outcome == "permit"
	answer.obligations.review
	answer.obligations.accountable
	answer.obligations.deidentify == "pseudonyms"
	answer.obligations.max_snippets > 8
}

test_a_snippet_about_somebody_in_the_public_eye_is_reviewed if {
	answer := disclosure with input as sample.passage({"patients": [object.union(sample.patient, {"flags": ["vip"]})]})
	answer.outcome == "permit"
	answer.obligations.review
}

test_research_is_not_restored if {
	answer := disclosure with input as sample.research
	answer.outcome == "permit"
	answer.obligations.restore == false
}

test_single_snippets_are_withheld if {
	restricted := object.union(sample.snippet, {"ref": "r-2", "classification": "restricted"})
	answer := disclosure with input as object.union(sample.disclosure, {"snippets": [sample.snippet, restricted]})
	answer.outcome == "permit"
	answer.obligations.withhold == ["r-2"]
	sample.codes(answer.reasons) == {"clearance.classification", "residency.classification"}
}

test_withheld_when_nothing_is_left if {
	restricted := object.union(sample.snippet, {"classification": "restricted"})
	answer := disclosure with input as object.union(sample.disclosure, {"snippets": [restricted]})
	answer.outcome == "withhold"
	answer.obligations == null
	sample.codes(answer.reasons) == {"clearance.classification", "residency.classification"}
}

test_an_admission_is_never_assumed if {
	answer := disclosure with input as object.union(sample.disclosure, {"asker": {"roles": ["reviewer"]}})
	answer.outcome == "withhold"
	"purpose_of_use.not_granted" in sample.codes(answer.reasons)
}

test_a_refused_route_is_left_out_while_another_is_left if {
	other := object.union(sample.route, {"name": "azure-us", "region": "eastus"})
	answer := disclosure with input as object.union(sample.disclosure, {"routes": [other, sample.route]})
	answer.outcome == "permit"
	answer.reasons == []
	answer.obligations.routes == ["azure-eu"]
}

test_withheld_with_reasons_when_no_route_is_left if {
	unproven := object.union(sample.route, {"tunnel": {"proven": false}})
	answer := disclosure with input as object.union(sample.disclosure, {"routes": [unproven]})
	answer.outcome == "withhold"
	sample.codes(answer.reasons) == {"tunnel.unproven"}
}

# whatever a control reads: without it nothing is permitted, and never without a reason
test_a_field_that_is_missing_is_never_silent[path] if {
	some path in _read
	answer := disclosure with input as json.patch(sample.disclosure, [{"op": "remove", "path": path}])
	answer.outcome == "withhold"
	count(answer.reasons) > 0
}

test_a_field_that_is_null_is_never_silent[path] if {
	some path in (_read - {["break_glass"]}) # null is what most questions have
	answer := disclosure with input as json.patch(sample.disclosure, [{"op": "replace", "path": path, "value": null}])
	answer.outcome == "withhold"
	count(answer.reasons) > 0
}

_read contains path if {
	walk(sample.disclosure, [path, _])
	count(path) > 0
	not _unread(path)
}

_unread(["routes", _, "agreements", _])

# null where there is no end
_unread(["snippets", _, "patients", _, "relationship", "until"])

_unread(path) if path[1] in {"findings", "groups", "authentication"}

_unread(path) if path[2] in {"age_days", "findings"}

# without it the snippet is about nobody
_unread(["snippets", _, "patients", _])
