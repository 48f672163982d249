package postern.control.rate_test

import data.postern.control.rate
import data.postern.sample_test as sample
import data.postern.tables

_usual := tables.rate.purposes.TREAT.usual

_unusual := tables.rate.purposes.TREAT.unusual

# the sample's time lies in the usual hours of the table's zone
_night := "2026-11-22T06:30:00Z"

test_the_first_question_is_free if {
	count(rate.admission) == 0 with input as sample.disclosure
	count(rate.question) == 0 with input as sample.disclosure
}

test_disclosures_in_an_hour_have_an_edge if {
	limit := _usual.disclosures_last_hour
	count(rate.admission) == 0 with input as _recent({"disclosures_last_hour": limit - 1})

	reasons := rate.admission with input as _recent({"disclosures_last_hour": limit})
	sample.codes(reasons) == {"rate.asker"}
}

test_patients_in_a_day_have_an_edge if {
	limit := _usual.patients_last_day
	count(rate.admission) == 0 with input as _recent({"patients_last_day": limit - 1})

	reasons := rate.admission with input as _recent({"patients_last_day": limit})
	sample.codes(reasons) == {"rate.patients"}
}

test_one_patient_in_a_day_has_an_edge if {
	limit := _usual.disclosures_of_patient_last_day
	count(rate.question) == 0 with input as _recent({"disclosures_of_patient_last_day": limit - 1})

	reasons := rate.question with input as _recent({"disclosures_of_patient_last_day": limit})
	sample.codes(reasons) == {"rate.patient"}
}

test_at_night_the_limits_are_lower if {
	_unusual.disclosures_last_hour < _usual.disclosures_last_hour
	asked := object.union(_recent({"disclosures_last_hour": _unusual.disclosures_last_hour}), {"time": _night})
	reasons := rate.admission with input as asked
	sample.codes(reasons) == {"rate.asker"}
}

test_the_usual_hours_have_edges if {
	asked := _recent({"disclosures_last_hour": _unusual.disclosures_last_hour})

	# 6 and 22 o'clock in New York, in winter
	count(rate.admission) == 0 with input as object.union(asked, {"time": "2026-11-22T11:00:00Z"})
	count(rate.admission) == 1 with input as object.union(asked, {"time": "2026-11-22T10:59:59Z"})
	count(rate.admission) == 0 with input as object.union(asked, {"time": "2026-11-23T02:59:59Z"})
	count(rate.admission) == 1 with input as object.union(asked, {"time": "2026-11-23T03:00:00Z"})
}

test_a_time_that_nobody_can_read_is_unusual if {
	asked := object.union(_recent({"disclosures_last_hour": _unusual.disclosures_last_hour}), {"time": "noon"})
	count(rate.admission) == 1 with input as asked
}

test_counts_that_are_missing_are_refused if {
	asked := object.remove(sample.disclosure, ["recent"])
	sample.codes(rate.admission) == {"rate.asker", "rate.patients"} with input as asked
	sample.codes(rate.question) == {"rate.patient"} with input as asked
}

test_a_purpose_without_limits_is_refused if {
	reasons := rate.question with input as object.union(sample.disclosure, {"purpose": "PUBHLTH"})
	sample.codes(reasons) == {"rate.no_limits"}
}

_recent(change) := object.union(sample.disclosure, {"recent": change})
