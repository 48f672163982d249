package system.log_test

import data.system.log

test_every_event_is_dropped if {
	log.drop with input as {"path": "postern/disclosure"}
}
