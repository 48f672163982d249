package postern.reason_test

import data.postern.reason

test_a_reason_names_control_and_rule if {
	chain := [
		{"annotations": {"custom": {
			"short_name": "too_late",
			"failure_msg": "It is too late.",
			"remedy": "Come earlier.",
		}}},
		{"annotations": {"custom": {"short_name": "clock"}}},
	]
	reason.of(chain) == {
		"code": "clock.too_late",
		"message": "It is too late. Come earlier.",
		"control": "clock",
	}
}
