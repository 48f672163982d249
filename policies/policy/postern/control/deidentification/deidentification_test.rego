package postern.control.deidentification_test

import data.postern.control.deidentification
import data.postern.sample_test as sample

test_a_treating_clinician_gets_names_back if {
	deidentification.mode == "pseudonyms" with input as sample.disclosure
	deidentification.restore with input as sample.disclosure
}

test_research_never_gets_names_back if {
	deidentification.mode == "pseudonyms" with input as sample.research
	not deidentification.restore with input as sample.research
	asked := object.union(sample.research, {"asker": {"roles": ["analyst", "clinician"]}})
	not deidentification.restore with input as asked
}

test_a_role_that_does_not_grant_the_purpose_restores_nothing if {
	asked := object.union(sample.disclosure, {"asker": {"roles": ["analyst"]}})
	not deidentification.restore with input as asked
}

test_a_purpose_without_a_mode_is_refused if {
	reasons := deidentification.question with input as object.union(sample.disclosure, {"purpose": "PUBHLTH"})
	sample.codes(reasons) == {"deidentification.no_mode"}
}
