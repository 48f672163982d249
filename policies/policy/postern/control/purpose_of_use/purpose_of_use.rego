# METADATA
# title: Purpose of use
# description: >-
#   Each question states why it is asked (HL7 v3 PurposeOfUse). Roles are granted purposes; sources of
#   documents may be limited to purposes. What no table grants is refused.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: purpose_of_use
package postern.control.purpose_of_use

import data.postern.reason
import data.postern.tables.purpose_of_use as table

# the asker's roles that grant the purpose; other controls count only these
roles contains role if {
	some role in input.asker.roles
	table.roles[role][input.purpose]
}

# null: no role limits the sources for this purpose
sources := null if {
	some role in roles
	table.roles[role][input.purpose].sources == null
} else := {source |
	some role in roles
	some source in table.roles[role][input.purpose].sources
}

# METADATA
# title: The purpose is known
# description: The stated purpose is one of the codes this installation knows.
# custom:
#   short_name: unknown
#   regulation: 45 CFR 164.502(a); HL7 v3 PurposeOfUse
#   failure_msg: The stated purpose of use is not known here.
#   remedy: State one of the purposes listed under purpose_of_use in the policy tables.
admission contains reason.of(rego.metadata.chain()) if not _known

# METADATA
# title: The purpose is granted
# description: At least one role of the asker is granted the stated purpose.
# custom:
#   short_name: not_granted
#   regulation: 45 CFR 164.502(a)(1), 164.514(d)(2); SOC 2 CC6.3; NIST SP 800-53 AC-3
#   failure_msg: Your role is not granted this purpose of use.
#   remedy: Ask for a purpose your role is granted, or ask the security team to grant it.
admission contains reason.of(rego.metadata.chain()) if {
	_known
	count(roles) == 0
}

# METADATA
# title: The source may be used for the purpose
# description: >-
#   The document's source is granted to the role for this purpose, and the source itself is not kept for other
#   purposes.
# custom:
#   short_name: source
#   regulation: 45 CFR 164.502(a)(1), 164.506(c); SOC 2 C1.1
#   failure_msg: A document comes from a source that may not be used for this purpose.
#   remedy: Ask for a purpose the source is kept for, or ask the owner of the source.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	not _usable(found.source)
}

_known if input.purpose in table.purposes

_usable(source) if {
	_granted(source)
	input.purpose in object.get(table.sources, source, table.purposes)
}

_granted(_) if sources == null

_granted(source) if source in sources
