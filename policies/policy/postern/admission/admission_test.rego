package postern.admission_test

import data.postern.admission
import data.postern.sample_test as sample

test_a_clinician_is_admitted_for_treatment if {
	answer := admission with input as sample.admission
	answer == {
		"outcome": "permit",
		"reasons": [],
		"classifications_max": "restricted",
		"sources": null,
		"restore": true,
	}
}

test_an_analyst_is_admitted_for_research if {
	answer := admission with input as object.union(
		sample.admission,
		{"asker": {"roles": ["analyst"]}, "purpose": "HRESCH"},
	)
	answer == {
		"outcome": "permit",
		"reasons": [],
		"classifications_max": "internal",
		"sources": null,
		"restore": false,
	}
}

test_who_is_refused_gets_nothing if {
	answer := admission with input as object.union(sample.admission, {"asker": {"roles": ["analyst"]}})
	sample.codes(answer.reasons) == {"purpose_of_use.not_granted"}
	object.remove(answer, ["reasons"]) == {
		"outcome": "withhold",
		"classifications_max": "public",
		"sources": [],
		"restore": false,
	}
}

test_an_empty_input_is_refused_with_reasons if {
	answer := admission with input as {}
	answer.outcome == "withhold"
	count(answer.reasons) > 0
}
