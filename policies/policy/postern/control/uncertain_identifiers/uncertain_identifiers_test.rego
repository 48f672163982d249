package postern.control.uncertain_identifiers_test

import data.postern.control.uncertain_identifiers as uncertain
import data.postern.sample_test as sample
import data.postern.tables

test_a_certain_snippet_is_free if {
	count(uncertain.snippet) == 0 with input as sample.disclosure
}

test_the_number_of_uncertain_spans_has_an_edge if {
	most := tables.uncertain_identifiers.purposes.TREAT
	count(uncertain.snippet) == 0 with input as sample.passage({"uncertain": {"PERSON": most - 1, "DATE": 1}})

	withheld := uncertain.snippet with input as sample.passage({"uncertain": {"PERSON": most, "DATE": 1}})
	sample.codes(withheld["r-1"]) == {"uncertain_identifiers.many"}
}

test_a_number_that_names_a_patient_is_never_uncertain if {
	withheld := uncertain.snippet with input as sample.passage({"uncertain": {"MRN": 1}})
	sample.codes(withheld["r-1"]) == {"uncertain_identifiers.direct"}
}

test_a_purpose_that_no_row_names_bears_nothing if {
	withheld := uncertain.snippet with input as object.union(sample.disclosure, {"purpose": "PUBHLTH"})
	sample.codes(withheld["r-1"]) == {"uncertain_identifiers.many"}
}
