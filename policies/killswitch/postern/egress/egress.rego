# METADATA
# title: May this still be sent
# description: >-
#   Asked between the receipt and the send, and each second while an answer streams. Stopped unless the switch
#   was read and is off.
# scope: package
# schemas:
#   - input: schema.egress
# entrypoint: true
package postern.egress

import data.postern.killswitch

default stopped := true

stopped := false if {
	killswitch.readable
	count(killswitch.thrown) == 0
}

default scope := null

scope := "all" if {
	"all" in killswitch.thrown
} else := "provider" if {
	"provider" in killswitch.thrown
} else := "tenant" if {
	"tenant" in killswitch.thrown
} else := "user" if {
	"user" in killswitch.thrown
}
