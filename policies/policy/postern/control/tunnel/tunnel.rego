# METADATA
# title: Tunnel
# description: A route is used only while its tunnel is proven, and proven recently.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: tunnel
package postern.control.tunnel

import data.postern.reason
import data.postern.tables.tunnel as table

# METADATA
# title: The tunnel is proven
# description: The bridge proved within the last seconds that traffic of this route goes through the tunnel.
# custom:
#   short_name: unproven
#   regulation: 45 CFR 164.312(e)(1); SOC 2 CC6.7; NIST SP 800-53 SC-7, SC-8
#   failure_msg: The tunnel to the cloud model is not proven.
#   remedy: Nothing to do for you; the operator sees the tunnel's state in "./postern status --deep".
route[way.name] contains reason.of(rego.metadata.chain()) if {
	some way in input.routes
	not _proven(way)
}

# takes the route: with way.tunnel as argument, "not" would say nothing of a route without one
_proven(way) if {
	way.tunnel.proven == true
	is_number(way.tunnel.age_seconds)
	way.tunnel.age_seconds <= table.max_age_seconds
}
