# METADATA
# title: Treatment relationship
# description: >-
#   For treatment, every patient of a snippet is one whom the asker is recorded as treating, by the feeds that the
#   indexer takes relationships from. A relationship that ended, or of a kind the table does not name, is none.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: treatment_relationship
package postern.control.treatment_relationship

import data.postern.reason
import data.postern.tables.treatment_relationship as table

# METADATA
# title: The asker treats every patient of the snippet
# description: Each patient of the snippet has a relationship with the asker that is in force and of a kind that counts.
# custom:
#   short_name: none
#   regulation: 45 CFR 164.502(a)(1)(ii), 164.506(c), 164.514(d)(2); SOC 2 CC6.3; NIST SP 800-53 AC-3(7), AC-6
#   failure_msg: A document concerns a patient whom you are not recorded as treating.
#   remedy: Ask the ward to enter you as treating the patient; in an emergency state one.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some patient in found.patients
	not _suffices(patient)
}

# METADATA
# title: The asker treats every patient of earlier turns
# description: Each patient of the history is also a patient of this question's snippets, and the asker treats them.
# custom:
#   short_name: history
#   regulation: 45 CFR 164.502(a)(1)(ii), 164.506(c); NIST SP 800-53 AC-3(7), AC-6
#   failure_msg: Earlier turns of this conversation concern a patient whom you are not recorded as treating.
#   remedy: Start a new conversation.
question contains reason.of(rego.metadata.chain()) if {
	some handle in input.history.patients
	not _known_to_suffice(handle)
}

_suffices(_) if table[input.purpose].required == false

_suffices(patient) if {
	patient.relationship.kind in table[input.purpose].kinds
	_in_force(patient.relationship.until)
}

_known_to_suffice(_) if table[input.purpose].required == false

_known_to_suffice(handle) if {
	some found in input.snippets
	some patient in found.patients
	patient.handle == handle
	_suffices(patient)
}

_in_force(null)

_in_force(until) if time.parse_rfc3339_ns(input.time) < time.parse_rfc3339_ns(until)
