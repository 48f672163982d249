package postern.control.clearance_test

import data.postern.control.clearance
import data.postern.sample_test as sample
import data.postern.tables

test_a_clinician_searches_more_than_may_leave if {
	clearance.searchable == "restricted" with input as sample.admission
	count(clearance.snippet) == 0 with input as sample.disclosure

	withheld := clearance.snippet with input as _classified("restricted")
	sample.codes(withheld["r-1"]) == {"clearance.classification"}
}

test_an_analyst_searches_up_to_internal if {
	clearance.searchable == "internal" with input as sample.research
	count(clearance.snippet) == 0 with input as sample.research

	asked := object.union(sample.research, {"snippets": [sample.snippet]})
	withheld := clearance.snippet with input as asked
	sample.codes(withheld["r-1"]) == {"clearance.classification"}
}

test_only_roles_that_grant_the_purpose_count if {
	asked := object.union(sample.research, {"asker": {"roles": ["analyst", "clinician"]}})
	clearance.searchable == "internal" with input as asked
}

test_a_role_without_clearance_is_refused if {
	reasons := clearance.admission with input as sample.admission with tables.clearance.roles as {}
	sample.codes(reasons) == {"clearance.no_clearance"}
}

test_a_word_that_is_no_classification_is_withheld[label] if {
	some label, word in {"unknown": "secret", "empty": "", "other case": "Public"}
	withheld := clearance.snippet with input as _classified(word)
	sample.codes(withheld["r-1"]) == {"clearance.classification"}
}

test_a_history_above_the_clearance_is_refused if {
	count(clearance.question) == 0 with input as _history({"turns": 1, "classifications": ["confidential"]})

	reasons := clearance.question with input as _history({"turns": 1, "classifications": ["restricted"]})
	sample.codes(reasons) == {"clearance.history"}
}

test_an_unlabelled_history_counts_as_the_table_says if {
	unlabelled := {"history": {"turns": 1, "labels_known": false}}
	count(clearance.question) == 0 with input as object.union(sample.disclosure, unlabelled)

	reasons := clearance.question with input as object.union(sample.research, unlabelled)
	sample.codes(reasons) == {"clearance.history"}
}

_classified(word) := object.union(
	sample.disclosure,
	{"snippets": [object.union(sample.snippet, {"classification": word})]},
)

_history(history) := object.union(sample.disclosure, {"history": history})
