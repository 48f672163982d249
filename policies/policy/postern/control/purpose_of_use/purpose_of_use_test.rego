package postern.control.purpose_of_use_test

import data.postern.control.purpose_of_use
import data.postern.sample_test as sample
import data.postern.tables

test_a_granted_purpose_is_admitted if {
	count(purpose_of_use.admission) == 0 with input as sample.admission
	count(purpose_of_use.admission) == 0 with input as sample.research
	purpose_of_use.sources == null with input as sample.admission
}

test_an_unknown_purpose_is_refused[label] if {
	some label, purpose in {"unknown": "MARKETING", "null": null, "empty": ""}
	reasons := purpose_of_use.admission with input as object.union(sample.admission, {"purpose": purpose})
	sample.codes(reasons) == {"purpose_of_use.unknown"}
}

test_a_purpose_of_another_role_is_refused if {
	reasons := purpose_of_use.admission with input as object.union(sample.admission, {"purpose": "HRESCH"})
	sample.codes(reasons) == {"purpose_of_use.not_granted"}
}

test_roles_that_ask_for_nothing_are_refused[role] if {
	some role in ["reviewer", "auditor", "security", "operator", "unknown"]
	reasons := purpose_of_use.admission with input as object.union(sample.admission, {"asker": {"roles": [role]}})
	sample.codes(reasons) == {"purpose_of_use.not_granted"}
}

test_emergency_access_is_granted_to_clinicians_only if {
	count(purpose_of_use.admission) == 0 with input as sample.emergency

	asked := object.union(sample.emergency, {"asker": {"roles": ["analyst"]}})
	reasons := purpose_of_use.admission with input as asked
	sample.codes(reasons) == {"purpose_of_use.not_granted"}
}

test_a_source_kept_for_another_purpose_is_withheld if {
	withheld := purpose_of_use.snippet with input as _from("incident-reports")
	sample.codes(withheld["r-1"]) == {"purpose_of_use.source"}

	count(purpose_of_use.snippet) == 0 with input as _from("records")
}

test_a_role_may_be_limited_to_sources if {
	table := object.union(
		tables.purpose_of_use,
		{"roles": {"clinician": {"TREAT": {"sources": ["records"]}}}},
	)
	purpose_of_use.sources == {"records"} with input as sample.disclosure
		with tables.purpose_of_use as table
	count(purpose_of_use.snippet) == 0 with input as _from("records")
		with tables.purpose_of_use as table

	withheld := purpose_of_use.snippet with input as _from("letters")
		with tables.purpose_of_use as table
	sample.codes(withheld["r-1"]) == {"purpose_of_use.source"}
}

_from(source) := object.union(
	sample.disclosure,
	{"snippets": [object.union(sample.snippet, {"source": source})]},
)
