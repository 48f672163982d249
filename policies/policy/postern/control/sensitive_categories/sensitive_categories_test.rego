package postern.control.sensitive_categories_test

import data.postern.control.sensitive_categories as sensitive
import data.postern.sample_test as sample

test_an_ordinary_snippet_is_free if {
	count(sensitive.snippet) == 0 with input as sample.disclosure
	count(sensitive.snippet) == 0 with input as _labelled("letter", [])
	count(sensitive.review) == 0 with input as sample.disclosure
}

test_a_label_that_nobody_decided_on_withholds if {
	withheld := sensitive.snippet with input as _labelled("dental", [])
	sample.codes(withheld["r-1"]) == {"sensitive_categories.unknown_label"}
}

test_a_category_stays_for_other_purposes if {
	asked := object.union(_labelled("part2", [_consent("part2", "permit", null)]), {"purpose": "HOPERAT"})
	withheld := sensitive.snippet with input as asked
	sample.codes(withheld["r-1"]) == {"sensitive_categories.purpose"}
}

test_a_category_without_purposes_never_leaves if {
	withheld := sensitive.snippet with input as _labelled("peer-review", [])
	sample.codes(withheld["r-1"]) == {"sensitive_categories.purpose"}
}

test_consent_in_force_lets_it_leave[until] if {
	some until in [null, "2026-11-22T14:30:01Z"]
	asked := _labelled("part2", [_consent("part2", "permit", until)])
	count(sensitive.snippet) == 0 with input as asked
}

test_without_consent_it_stays[label] if {
	some label, consents in {
		"none": [],
		"another": [_consent("hiv", "permit", null)],
		"ended": [_consent("part2", "permit", "2026-11-22T14:30:00Z")],
		"an end nobody can read": [_consent("part2", "permit", "soon")],
	}
	withheld := sensitive.snippet with input as _labelled("part2", consents)
	sample.codes(withheld["r-1"]) == {"sensitive_categories.consent"}
}

test_a_snippet_about_nobody_has_nobodys_consent if {
	withheld := sensitive.snippet with input as sample.passage({"labels": ["part2"], "patients": []})
	sample.codes(withheld["r-1"]) == {"sensitive_categories.consent"}
}

test_every_patient_consents_or_none_did if {
	consenting := object.union(sample.patient, {"consents": [_consent("part2", "permit", null)]})
	other := object.union(sample.patient, {"handle": "h-2"})
	withheld := sensitive.snippet with input as sample.passage({
		"labels": ["part2"],
		"patients": [consenting, other],
	})
	sample.codes(withheld["r-1"]) == {"sensitive_categories.consent"}
}

test_a_refusal_withholds_even_beside_a_consent if {
	both := [_consent("part2", "permit", null), _consent("part2", "deny", null)]
	withheld := sensitive.snippet with input as _labelled("part2", both)
	sample.codes(withheld["r-1"]) == {"sensitive_categories.consent", "sensitive_categories.refused"}
}

test_a_refusal_withholds_in_an_emergency_too if {
	asked := object.union(_labelled("hiv", [_consent("hiv", "deny", null)]), {"purpose": "ETREAT"})
	withheld := sensitive.snippet with input as asked
	sample.codes(withheld["r-1"]) == {"sensitive_categories.refused"}
}

test_a_refusal_ends if {
	ended := [_consent("part2", "deny", "2026-11-22T14:30:00Z"), _consent("part2", "permit", null)]
	count(sensitive.snippet) == 0 with input as _labelled("part2", ended)
}

test_a_minor_is_treated_and_not_researched if {
	count(sensitive.snippet) == 0 with input as _flagged("minor", [], "TREAT")

	withheld := sensitive.snippet with input as _flagged("minor", [], "HRESCH")
	sample.codes(withheld["r-1"]) == {"sensitive_categories.flag_consent"}

	consented := _flagged("minor", [_consent("guardian", "permit", null)], "HRESCH")
	count(sensitive.snippet) == 0 with input as consented
}

test_a_patient_in_the_public_eye_is_reviewed if {
	sensitive.review == {"r-1"} with input as _flagged("vip", [], "TREAT")
	count(sensitive.snippet) == 0 with input as _flagged("vip", [], "TREAT")

	withheld := sensitive.snippet with input as _flagged("vip", [], "HOPERAT")
	sample.codes(withheld["r-1"]) == {"sensitive_categories.flag"}
}

test_a_flag_that_nobody_decided_on_withholds if {
	withheld := sensitive.snippet with input as _flagged("witness", [], "TREAT")
	sample.codes(withheld["r-1"]) == {"sensitive_categories.flag"}
}

test_a_history_of_ordinary_and_free_labels_goes_on if {
	count(sensitive.question) == 0 with input as _history(sample.disclosure, ["letter"])

	emergency := object.union(sample.disclosure, {"purpose": "ETREAT"})
	count(sensitive.question) == 0 with input as _history(emergency, ["part2"])
}

test_a_history_with_consent_goes_on_while_the_consent_does if {
	consented := _labelled("part2", [_consent("part2", "permit", null)])
	count(sensitive.question) == 0 with input as _history(consented, ["part2"])

	reasons := sensitive.question with input as _history(sample.disclosure, ["part2"])
	sample.codes(reasons) == {"sensitive_categories.history"}
}

test_a_history_of_a_category_that_stays_is_refused[label] if {
	some label in ["peer-review", "dental"]
	reasons := sensitive.question with input as _history(sample.disclosure, [label])
	sample.codes(reasons) == {"sensitive_categories.history"}
}

_consent(code, effect, until) := {"code": code, "effect": effect, "until": until}

_labelled(label, consents) := sample.passage({
	"labels": [label],
	"patients": [object.union(sample.patient, {"consents": consents})],
})

_flagged(flag, consents, purpose) := object.union(
	sample.passage({"patients": [object.union(sample.patient, {"flags": [flag], "consents": consents})]}),
	{"purpose": purpose},
)

_history(asked, labels) := object.union(asked, {"history": {"turns": 1, "labels": labels, "patients": ["h-1"]}})
