package postern.control.authentication_test

import data.postern.control.authentication
import data.postern.sample_test as sample
import data.postern.tables

test_null_claims_are_enough_where_the_table_says_so if {
	count(authentication.admission) == 0 with input as sample.admission
}

test_null_claims_are_refused_elsewhere if {
	asked := object.union(sample.admission, {"purpose": "PUBHLTH"})
	reasons := authentication.admission with input as asked
	sample.codes(reasons) == {"authentication.age", "authentication.method"}
}

test_a_listed_method_is_enough if {
	asked := _signed_in({"method": "mfa", "age_seconds": 0})
	count(authentication.admission) == 0 with input as asked
}

test_another_method_is_refused if {
	reasons := authentication.admission with input as _signed_in({"method": "none"})
	sample.codes(reasons) == {"authentication.method"}
}

test_the_age_has_an_edge if {
	limit := tables.authentication.max_age_seconds
	count(authentication.admission) == 0 with input as _signed_in({"age_seconds": limit})

	reasons := authentication.admission with input as _signed_in({"age_seconds": limit + 1})
	sample.codes(reasons) == {"authentication.age"}
}

test_an_age_that_is_no_number_is_refused if {
	reasons := authentication.admission with input as _signed_in({"age_seconds": "young"})
	sample.codes(reasons) == {"authentication.age"}
}

test_an_asker_without_a_name_is_refused[label] if {
	some label, change in {
		"no subject": {"subject": null},
		"empty subject": {"subject": ""},
		"no tenant": {"tenant": null},
		"empty tenant": {"tenant": ""},
		"no roles": {"roles": null},
	}
	asked := object.union(sample.admission, {"asker": change})
	reasons := authentication.admission with input as asked
	sample.codes(reasons) == {"authentication.asker"}
}

test_missing_claims_are_refused if {
	asked := object.union(object.remove(sample.admission, ["asker"]), {"asker": {}})
	reasons := authentication.admission with input as asked
	sample.codes(reasons) == {"authentication.age", "authentication.asker", "authentication.method"}
}

_signed_in(how) := object.union(sample.admission, {"asker": {"authentication": how}})
