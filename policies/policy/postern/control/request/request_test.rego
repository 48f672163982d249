package postern.control.request_test

import data.postern.control.request
import data.postern.sample_test as sample

test_the_samples_are_well_formed if {
	count(request.admission) == 0 with input as sample.admission
	count(request.question) == 0 with input as sample.disclosure
}

test_a_time_that_is_no_time_is_refused[label] if {
	some label, moment in {"null": null, "a date": "2026-11-22", "a number": 1763800000}
	reasons := request.admission with input as object.union(sample.admission, {"time": moment})
	sample.codes(reasons) == {"request.time"}
}

test_counts_that_are_none_are_refused[label] if {
	some label, change in {
		"null": {"recent": {"disclosures_last_hour": null}},
		"negative": {"recent": {"patients_last_day": -1}},
		"a word": {"recent": {"disclosures_of_patient_last_day": "few"}},
	}
	reasons := request.admission with input as object.union(sample.admission, change)
	sample.codes(reasons) == {"request.recent"}
}

test_a_missing_field_is_refused[field] if {
	some field in ["question", "history", "snippets", "routes"]
	_malformed(object.remove(sample.disclosure, [field]))
}

test_a_field_of_another_type_is_refused[label] if {
	some label, change in {
		"null characters": {"question": {"characters": null}},
		"negative characters": {"question": {"characters": -1}},
		"null turns": {"history": {"turns": null}},
		"null history characters": {"history": {"characters": null}},
		"unknown labels": {"history": {"labels_known": null}},
		"null classifications": {"history": {"classifications": null}},
		"null patients": {"history": {"patients": null}},
		"null labels": {"history": {"labels": null}},
		"snippets by name": {"snippets": {}},
		"routes by name": {"routes": {}},
	}
	_malformed(object.union(sample.disclosure, change))
}

test_a_snippet_with_a_field_of_another_type_is_refused[field] if {
	some field in ["ref", "source", "classification", "labels", "patients", "characters", "uncertain"]
	broken := object.union(sample.snippet, {field: null})
	_malformed(object.union(sample.disclosure, {"snippets": [broken]}))
}

test_a_patient_with_a_field_of_another_type_is_refused[field] if {
	some field in ["handle", "consents", "flags"]
	_malformed(sample.passage({"patients": [object.union(sample.patient, {field: null})]}))
}

test_a_consent_with_a_field_of_another_type_is_refused[field] if {
	some field in ["code", "effect"]
	consent := object.union({"code": "hiv", "effect": "permit", "until": null}, {field: null})
	_malformed(sample.passage({"patients": [object.union(sample.patient, {"consents": [consent]})]}))
}

test_a_number_of_uncertain_spans_that_is_none_is_refused if {
	_malformed(sample.passage({"uncertain": {"PERSON": null}}))
}

test_a_route_with_a_field_of_another_type_is_refused[field] if {
	some field in ["name", "provider", "region", "model", "agreements"]
	broken := object.union(sample.route, {field: null})
	_malformed(object.union(sample.disclosure, {"routes": [broken]}))
}

test_two_of_one_name_are_refused[field] if {
	some field, value in {"snippets": sample.snippet, "routes": sample.route}
	_malformed(object.union(sample.disclosure, {field: [value, value]}))
}

_malformed(asked) if {
	# regal ignore:with-outside-test-context
	reasons := request.question with input as asked
	sample.codes(reasons) == {"request.malformed"}
}
