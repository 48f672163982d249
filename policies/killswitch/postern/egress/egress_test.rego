package postern.egress_test

import data.postern.egress

_asked := {"tenant": "st-aurelia", "subject": "s-1", "provider": "azure-openai"}

_off := {"all": false, "providers": [], "tenants": [], "users": []}

_running := {"stopped": false, "scope": null}

_stopped(scope) := {"stopped": true, "scope": scope}

test_sends_while_every_switch_is_off if {
	egress == _running with input as _asked
		with data.postern.killswitch.switches as _off
}

test_the_shipped_switch_is_off if {
	answer := egress with input as _asked
	answer == _running
}

test_says_what_it_stops if {
	switches := {
		"all": true, "providers": ["azure-openai"], "tenants": ["other"],
		"users": [{"tenant": "st-aurelia", "subject": "s-1"}],
	}
	stops := data.postern.killswitch.stops with data.postern.killswitch.switches as switches
	stops == {"all", "provider:azure-openai", "tenant:other", "user:st-aurelia/s-1"}
	count(data.postern.killswitch.stops) == 0
}

test_stops_everything if {
	egress == _stopped("all") with input as _asked
		with data.postern.killswitch.switches as object.union(_off, {"all": true})
}

test_stops_a_provider_only if {
	switches := object.union(_off, {"providers": ["azure-openai"]})
	egress == _stopped("provider") with input as _asked
		with data.postern.killswitch.switches as switches
	egress == _running with input as object.union(_asked, {"provider": "bedrock"})
		with data.postern.killswitch.switches as switches
}

test_stops_a_tenant_only if {
	switches := object.union(_off, {"tenants": ["st-aurelia"]})
	egress == _stopped("tenant") with input as _asked
		with data.postern.killswitch.switches as switches
	egress == _running with input as object.union(_asked, {"tenant": "other"})
		with data.postern.killswitch.switches as switches
}

test_stops_a_user_of_one_tenant_only if {
	switches := object.union(_off, {"users": [{"tenant": "st-aurelia", "subject": "s-1"}]})
	egress == _stopped("user") with input as _asked
		with data.postern.killswitch.switches as switches
	egress == _running with input as object.union(_asked, {"tenant": "other"})
		with data.postern.killswitch.switches as switches
	egress == _running with input as object.union(_asked, {"subject": "s-2"})
		with data.postern.killswitch.switches as switches
}

test_names_the_widest_switch if {
	switches := {
		"all": false,
		"providers": ["azure-openai"],
		"tenants": ["st-aurelia"],
		"users": [{"tenant": "st-aurelia", "subject": "s-1"}],
	}
	egress == _stopped("provider") with input as _asked
		with data.postern.killswitch.switches as switches
	egress == _stopped("all") with input as _asked
		with data.postern.killswitch.switches as object.union(switches, {"all": true})
}

test_an_unreadable_switch_stops[label] if {
	some label, switches in {
		"empty": {},
		"a word for all": object.union(_off, {"all": "no"}),
		"null providers": object.union(_off, {"providers": null}),
		"null tenants": object.union(_off, {"tenants": null}),
		"null users": object.union(_off, {"users": null}),
	}
	egress == _stopped(null) with input as _asked
		with data.postern.killswitch.switches as switches
}

test_an_unreadable_question_stops[field] if {
	some field in ["tenant", "subject", "provider"]
	egress == _stopped(null) with input as object.remove(_asked, [field])
		with data.postern.killswitch.switches as _off
	egress == _stopped(null) with input as object.union(_asked, {field: null})
		with data.postern.killswitch.switches as _off
}
