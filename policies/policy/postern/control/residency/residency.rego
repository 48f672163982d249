# METADATA
# title: Residency and agreements
# description: >-
#   A classification may go only to regions its table row names and, where the row says so, only under an
#   agreement with the route's provider that is in force when the question is asked.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: residency
package postern.control.residency

import data.postern.reason
import data.postern.tables.residency as table

# METADATA
# title: A route is configured
# description: Without a route there is nowhere to send to.
# custom:
#   short_name: no_route
#   regulation: 45 CFR 164.504(e); NIST SP 800-53 SA-9(5)
#   failure_msg: No route to a model is configured.
#   remedy: Ask the operator to configure a route.
question contains reason.of(rego.metadata.chain()) if count(input.routes) == 0

# METADATA
# title: A route suits the snippet
# description: At least one route lies in a region and under an agreement that the snippet's classification demands.
# custom:
#   short_name: classification
#   regulation: 45 CFR 164.504(e), 164.308(b)(1); GDPR Art. 44; NIST SP 800-53 SA-9(5)
#   failure_msg: A document may not go to any region or provider that is configured.
#   remedy: Read the document on the premises, or ask the security team for a route that suits it.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	not found.classification in _placeable
}

# METADATA
# title: The route suits all that would leave
# description: >-
#   The route's region and agreements satisfy each classification of the snippets that have a route at all,
#   and of the history.
# custom:
#   short_name: route
#   regulation: 45 CFR 164.504(e), 164.308(b)(1); GDPR Art. 44; SOC 2 CC9.2; NIST SP 800-53 SA-9(5)
#   failure_msg: The route's region, or the agreement with its provider, does not allow this disclosure.
#   remedy: Ask the operator whether the route's region and agreement are entered and in force.
route[way.name] contains reason.of(rego.metadata.chain()) if {
	some way in input.routes
	some name in _leaving
	not _suits(way, name)
}

_leaving contains found.classification if {
	some found in input.snippets
	found.classification in _placeable
}

_leaving contains name if some name in input.history.classifications

_placeable contains name if {
	some way in input.routes
	some name, _ in table.classifications
	_suits(way, name)
}

_suits(way, name) if {
	way.region in table.classifications[name].regions
	_agreed(way, table.classifications[name].agreement)
}

_agreed(_, false)

_agreed(way, true) if {
	some id in way.agreements
	id in _in_force
	table.agreements[id].provider == way.provider
}

_in_force contains id if {
	now := time.parse_rfc3339_ns(input.time)
	some id, agreement in table.agreements
	time.parse_rfc3339_ns(agreement.from) <= now
	now < time.parse_rfc3339_ns(agreement.until)
}
