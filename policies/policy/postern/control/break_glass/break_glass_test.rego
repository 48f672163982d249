package postern.control.break_glass_test

import data.postern.control.break_glass
import data.postern.sample_test as sample
import data.postern.tables

test_an_emergency_that_is_stated_is_free if {
	count(break_glass.admission) == 0 with input as sample.emergency
	count(break_glass.question) == 0 with input as sample.emergency
}

test_treatment_without_an_emergency_is_free if {
	count(break_glass.admission) == 0 with input as sample.disclosure
	count(break_glass.question) == 0 with input as sample.disclosure
}

test_emergency_treatment_without_an_emergency_is_refused if {
	reasons := break_glass.admission with input as object.union(sample.emergency, {"break_glass": null})
	sample.codes(reasons) == {"break_glass.claimed"}
}

test_an_emergency_under_another_purpose_is_refused if {
	reasons := break_glass.admission with input as object.union(sample.emergency, {"purpose": "TREAT"})
	sample.codes(reasons) == {"break_glass.claimed"}
}

test_a_code_that_nobody_knows_is_refused if {
	reasons := break_glass.admission with input as _stated({"code": "curiosity"})
	sample.codes(reasons) == {"break_glass.code"}
}

test_an_emergency_without_its_parts_is_refused if {
	asked := object.union(sample.admission, {"purpose": "ETREAT"})
	reasons := break_glass.admission with input as object.union(asked, {"break_glass": {}})
	sample.codes(reasons) == {"break_glass.code", "break_glass.reason"}
}

test_the_length_of_a_reason_has_edges if {
	count(break_glass.admission) == 0 with input as _stated({"characters": tables.break_glass.min_characters})
	count(break_glass.admission) == 0 with input as _stated({"characters": tables.break_glass.max_characters})

	short := break_glass.admission with input as _stated({"characters": tables.break_glass.min_characters - 1})
	sample.codes(short) == {"break_glass.reason"}

	long := break_glass.admission with input as _stated({"characters": tables.break_glass.max_characters + 1})
	sample.codes(long) == {"break_glass.reason"}
}

test_tables_that_weaken_it_are_refused if {
	named := break_glass.question with input as sample.emergency
		with tables.deidentification.ETREAT.mode as "none"
	sample.codes(named) == {"break_glass.weaker"}

	unreviewed := break_glass.question with input as sample.emergency
		with tables.accounting.ETREAT.review as false
	sample.codes(unreviewed) == {"break_glass.weaker"}
}

_stated(change) := object.union(sample.emergency, {"break_glass": change})
