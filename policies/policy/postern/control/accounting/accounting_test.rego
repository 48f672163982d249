package postern.control.accounting_test

import data.postern.control.accounting
import data.postern.sample_test as sample

test_a_known_purpose_is_handled if {
	accounting.handling.accountable with input as sample.disclosure
	count(accounting.question) == 0 with input as sample.disclosure
}

test_a_purpose_that_is_not_handled_is_refused if {
	reasons := accounting.question with input as object.union(sample.disclosure, {"purpose": "PUBHLTH"})
	sample.codes(reasons) == {"accounting.no_handling"}
}
