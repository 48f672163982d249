# METADATA
# title: Model allow-list
# description: >-
#   Only models that the security team has listed for a provider are used, for the purposes and up to the length
#   listed.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: models
package postern.control.models

import data.postern.control.minimum_necessary
import data.postern.reason
import data.postern.tables.models as table

# METADATA
# title: The model is listed
# description: The route's model is on the list of its provider.
# custom:
#   short_name: not_listed
#   regulation: 45 CFR 164.308(a)(1)(ii)(B); SOC 2 CC9.2; NIST SP 800-53 SA-9, CM-7(5)
#   failure_msg: The model of the route is not on the list of allowed models.
#   remedy: Ask the security team to review and list the model.
route[way.name] contains reason.of(rego.metadata.chain()) if {
	some way in input.routes
	not table[way.provider][way.model]
}

# METADATA
# title: The model is listed for the purpose
# description: The model's row names the purpose of use.
# custom:
#   short_name: purpose
#   regulation: 45 CFR 164.308(a)(1)(ii)(B); SOC 2 CC9.2; NIST SP 800-53 SA-9
#   failure_msg: The model of the route is not meant for this purpose of use.
#   remedy: Ask the security team to review the model for the purpose.
route[way.name] contains reason.of(rego.metadata.chain()) if {
	some way in input.routes
	table[way.provider][way.model]
	not _meant(way)
}

# METADATA
# title: The model can read it all
# description: Question, history and the budget of snippets together are not longer than the model's row allows.
# custom:
#   short_name: length
#   regulation: 45 CFR 164.312(c)(1); NIST SP 800-53 SI-10
#   failure_msg: The conversation is longer than the model of the route can read.
#   remedy: Start a new conversation.
route[way.name] contains reason.of(rego.metadata.chain()) if {
	some way in input.routes
	table[way.provider][way.model]
	not _fits(way)
}

_meant(way) if input.purpose in table[way.provider][way.model].purposes

_fits(way) if _length <= table[way.provider][way.model].characters

_length := sum([input.question.characters, input.history.characters, minimum_necessary.budget.characters])
