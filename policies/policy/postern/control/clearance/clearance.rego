# METADATA
# title: Clearance
# description: >-
#   A classification may be searched, and may leave, only for a role cleared for it. The two differ: an asker
#   may read on the premises what never goes to a cloud model. Only roles that grant the purpose count.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: clearance
package postern.control.clearance

import data.postern.classification
import data.postern.control.purpose_of_use
import data.postern.reason
import data.postern.tables.clearance as table

# what the asker may be searched for
searchable := classification.highest({table.roles[role].search | some role in purpose_of_use.roles})

# METADATA
# title: The role is cleared
# description: At least one role that grants the purpose has a clearance.
# custom:
#   short_name: no_clearance
#   regulation: 45 CFR 164.308(a)(4)(ii)(B), 164.312(a)(1); SOC 2 CC6.1; NIST SP 800-53 AC-3
#   failure_msg: Your role has no clearance for documents.
#   remedy: Ask the security team for a role with a clearance.
admission contains reason.of(rego.metadata.chain()) if {
	count(purpose_of_use.roles) > 0
	not searchable
}

# METADATA
# title: Earlier turns are within the clearance
# description: >-
#   Every classification of the history may leave for this role. Turns that a client supplied without labels
#   count as the classification the table gives them.
# custom:
#   short_name: history
#   regulation: 45 CFR 164.312(a)(1); NIST SP 800-53 AC-3, AC-4
#   failure_msg: Earlier turns of this conversation are classified above what may leave for your role.
#   remedy: Start a new conversation.
question contains reason.of(rego.metadata.chain()) if {
	some name in _history
	not _may_leave(name)
}

# METADATA
# title: The snippet is within the clearance
# description: The snippet's classification may leave for a role of the asker that grants the purpose.
# custom:
#   short_name: classification
#   regulation: 45 CFR 164.312(a)(1), 164.514(d)(2); SOC 2 C1.1; NIST SP 800-53 AC-3, AC-4
#   failure_msg: A document is classified above what may leave the premises for your role.
#   remedy: Read the document on the premises, or ask its owner whether the classification is right.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	not _may_leave(found.classification)
}

_history contains name if some name in input.history.classifications

_history contains table.unlabelled_history if {
	input.history.turns > 0
	not input.history.labels_known
}

_may_leave(name) if {
	some role in purpose_of_use.roles
	classification.within(name, table.roles[role].disclose)
}
