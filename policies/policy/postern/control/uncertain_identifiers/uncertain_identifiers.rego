# METADATA
# title: Uncertain identifiers
# description: >-
#   Spans that the detector reports but is not sure enough of to replace. Each purpose bears a few of them in one
#   snippet, and none of the kinds that name a person by themselves.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: uncertain_identifiers
package postern.control.uncertain_identifiers

import data.postern.reason
import data.postern.tables.uncertain_identifiers as table

# METADATA
# title: Nothing that may name a person directly
# description: No span of a kind that the table never bears is uncertain in the snippet.
# custom:
#   short_name: direct
#   regulation: 45 CFR 164.514(b)(2)(i); NIST SP 800-53 PT-2, SI-19
#   failure_msg: A passage may hold a number that names a patient, and the detector is not sure.
#   remedy: Read the document on the premises, or report the passage so that the detector learns it.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some type, _ in found.uncertain
	type in table.never
}

# METADATA
# title: Only a few uncertain spans
# description: A snippet has at most as many uncertain spans as the purpose bears.
# custom:
#   short_name: many
#   regulation: 45 CFR 164.514(b), 164.502(b); NIST SP 800-53 SI-19
#   failure_msg: The detector is not sure about too much of a passage.
#   remedy: Read the document on the premises.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	not _few(found)
}

_few(found) if sum([spans | some spans in found.uncertain]) <= table.purposes[input.purpose]
