# METADATA
# title: Kill switch
# description: >-
#   Stops what leaves: everything, one provider, one tenant, or one user of a tenant. The switch is a signed
#   bundle of its own, so throwing it changes no policy. A switch or a question that is not of the agreed
#   shape counts as thrown.
# scope: package
# schemas:
#   - input: schema.egress
#   - data.postern.killswitch.switches: schema.switches
# custom:
#   short_name: kill_switch
package postern.killswitch

import data.postern.killswitch.switches # regal ignore:prefer-package-imports

# METADATA
# title: Sending is stopped
# description: The switch for everything, for the provider, for the tenant or for the user is on.
# scope: rule
# custom:
#   short_name: stopped
#   regulation: 45 CFR 164.308(a)(6)(ii); NIST SP 800-53 IR-4, SC-7
#   failure_msg: Sending to cloud models has been stopped.
#   remedy: Ask the security team; they clear the switch when the incident is over.
thrown contains "all" if switches.all == true

thrown contains "provider" if input.provider in switches.providers

thrown contains "tenant" if input.tenant in switches.tenants

thrown contains "user" if {"tenant": input.tenant, "subject": input.subject} in switches.users

# what the switch stops, for the record of its activation
stops contains "all" if switches.all == true

stops contains concat(":", ["provider", name]) if some name in switches.providers

stops contains concat(":", ["tenant", name]) if some name in switches.tenants

stops contains sprintf("user:%s/%s", [user.tenant, user.subject]) if some user in switches.users

readable if {
	is_boolean(switches.all)
	is_array(switches.providers)
	is_array(switches.tenants)
	is_array(switches.users)
	is_string(input.provider)
	is_string(input.tenant)
	is_string(input.subject)
}
