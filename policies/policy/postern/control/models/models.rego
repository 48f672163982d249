# METADATA
# title: Model allow-list
# description: Only models that the security team has listed for a provider are used.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: models
package postern.control.models

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
	not way.model in object.get(table, way.provider, [])
}
