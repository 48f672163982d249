package postern.control.treatment_relationship_test

import data.postern.control.treatment_relationship
import data.postern.sample_test as sample

test_a_patient_whom_the_asker_treats_may_be_asked_about if {
	count(treatment_relationship.snippet) == 0 with input as sample.disclosure
}

test_a_relationship_has_an_end if {
	later := {"kind": "treating", "until": "2026-11-22T14:30:01Z"}
	count(treatment_relationship.snippet) == 0 with input as _related(later)

	now := {"kind": "treating", "until": sample.disclosure.time}
	withheld := treatment_relationship.snippet with input as _related(now)
	sample.codes(withheld["r-1"]) == {"treatment_relationship.none"}
}

test_what_is_no_relationship_withholds[label] if {
	some label, relationship in {
		"none": null,
		"another kind": {"kind": "billing", "until": null},
		"an end nobody can read": {"kind": "treating", "until": "soon"},
		"no end": {"kind": "treating"},
	}
	withheld := treatment_relationship.snippet with input as _related(relationship)
	sample.codes(withheld["r-1"]) == {"treatment_relationship.none"}
}

test_one_patient_of_two_is_not_enough if {
	stranger := object.union(sample.patient, {"handle": "h-2", "relationship": null})
	asked := sample.passage({"patients": [sample.patient, stranger]})
	withheld := treatment_relationship.snippet with input as asked
	sample.codes(withheld["r-1"]) == {"treatment_relationship.none"}
}

test_a_snippet_about_nobody_needs_none if {
	count(treatment_relationship.snippet) == 0 with input as sample.passage({"patients": []})
}

test_purposes_that_are_no_treatment_need_none if {
	count(treatment_relationship.snippet) == 0 with input as sample.research
	asked := object.union(sample.research, {"history": {"patients": ["h-9"]}})
	count(treatment_relationship.question) == 0 with input as asked
}

test_a_purpose_that_no_row_names_is_refused if {
	asked := object.union(sample.disclosure, {"purpose": "PUBHLTH"})
	withheld := treatment_relationship.snippet with input as asked
	sample.codes(withheld["r-1"]) == {"treatment_relationship.none"}
}

test_the_patients_of_a_history_are_treated_too if {
	same := object.union(sample.disclosure, {"history": {"patients": ["h-1"]}})
	count(treatment_relationship.question) == 0 with input as same

	other := object.union(sample.disclosure, {"history": {"patients": ["h-1", "h-2"]}})
	reasons := treatment_relationship.question with input as other
	sample.codes(reasons) == {"treatment_relationship.history"}
}

_related(relationship) := sample.passage({"patients": [{
	"handle": "h-1",
	"relationship": relationship,
	"consents": [],
	"flags": [],
}]})
