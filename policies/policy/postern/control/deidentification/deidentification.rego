# METADATA
# title: De-identification and re-identification
# description: >-
#   Each purpose has the way identifiers are taken out before anything leaves, and the roles for which they are
#   put back into the answer. Research never gets them back.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: deidentification
package postern.control.deidentification

import data.postern.control.purpose_of_use
import data.postern.reason
import data.postern.tables.deidentification as table

mode := table[input.purpose].mode

default restore := false

restore if {
	some role in table[input.purpose].restore_roles
	role in purpose_of_use.roles
}

# METADATA
# title: The purpose has a mode
# description: A purpose without a mode of de-identification discloses nothing.
# custom:
#   short_name: no_mode
#   regulation: 45 CFR 164.514(a)-(c), 164.502(d)
#   failure_msg: No way of taking identifiers out is set for this purpose.
#   remedy: Ask the security team to set the mode for the purpose.
question contains reason.of(rego.metadata.chain()) if not mode
