# METADATA
# title: Authentication
# description: >-
#   Who asks is known by subject and tenant; how and when they proved it satisfies the table. Claims that an
#   issuer does not give are null, and the table says for which purposes null is enough.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: authentication
package postern.control.authentication

import data.postern.reason
import data.postern.tables.authentication as table

# METADATA
# title: The asker is one person of one tenant
# description: Subject and tenant are given, and roles are a list.
# custom:
#   short_name: asker
#   regulation: 45 CFR 164.312(a)(2)(i), 164.312(d); NIST SP 800-53 IA-2
#   failure_msg: It is not known who asks.
#   remedy: Sign in again; if this stays, the operator checks the claims of the token.
admission contains reason.of(rego.metadata.chain()) if not _named

# METADATA
# title: The way of signing in is enough
# description: The method is one of the table's, or unknown where the purpose allows that.
# custom:
#   short_name: method
#   regulation: 45 CFR 164.312(d); SOC 2 CC6.1; NIST SP 800-53 IA-2
#   failure_msg: The way you signed in is not enough for this purpose.
#   remedy: Sign in with a stronger method.
admission contains reason.of(rego.metadata.chain()) if not _method_suffices

# METADATA
# title: The sign-in is recent
# description: The age of the sign-in is within the table's limit, or unknown where the purpose allows that.
# custom:
#   short_name: age
#   regulation: 45 CFR 164.312(a)(2)(iii), 164.312(d); NIST SP 800-53 AC-12, IA-11
#   failure_msg: You signed in too long ago for this purpose.
#   remedy: Sign in again.
admission contains reason.of(rego.metadata.chain()) if not _age_suffices

_named if {
	_word(input.asker.subject)
	_word(input.asker.tenant)
	is_array(input.asker.roles)
}

_word(value) if {
	is_string(value)
	count(value) > 0
}

_method_suffices if input.asker.authentication.method in table.methods

_method_suffices if {
	input.asker.authentication.method == null
	input.purpose in table.null_method_purposes
}

_age_suffices if {
	is_number(input.asker.authentication.age_seconds)
	input.asker.authentication.age_seconds <= table.max_age_seconds
}

_age_suffices if {
	input.asker.authentication.age_seconds == null
	input.purpose in table.null_age_purposes
}
