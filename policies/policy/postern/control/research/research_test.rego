package postern.control.research_test

import data.postern.control.research
import data.postern.sample_test as sample
import data.postern.tables

test_research_over_tokens_is_free if {
	count(research.question) == 0 with input as sample.research
	count(research.admission) == 0 with input as sample.research
	count(research.snippet) == 0 with input as sample.research
}

test_research_with_names_is_refused[mode] if {
	some mode in ["none", "whatever"]
	reasons := research.question with input as sample.research
		with tables.deidentification.HRESCH.mode as mode
	sample.codes(reasons) == {"research.identified"}
}

test_research_that_restores_is_refused if {
	reasons := research.admission with input as sample.research
		with tables.deidentification.HRESCH.restore_roles as ["analyst"]
	sample.codes(reasons) == {"research.restored"}
}

test_treatment_is_none_of_its_business if {
	count(research.admission) == 0 with input as sample.disclosure
	count(research.snippet) == 0 with input as _consenting(sample.disclosure, "deny")
}

test_an_objection_withholds if {
	count(research.snippet) == 0 with input as _consenting(sample.research, "permit")

	withheld := research.snippet with input as _consenting(sample.research, "deny")
	sample.codes(withheld["r-1"]) == {"research.objection"}
}

_consenting(asked, effect) := object.union(asked, {"snippets": [object.union(sample.snippet, {
	"classification": "internal",
	"patients": [object.union(
		sample.patient,
		{"consents": [{"code": "research", "effect": effect, "until": null}]},
	)],
})]})
