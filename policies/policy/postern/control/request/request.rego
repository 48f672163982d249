# METADATA
# title: Well-formed request
# description: >-
#   Every field the other controls read is there and of its type. Rego orders values of different types (null
#   is less than any number), so a limit says nothing about a value that is no number.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: request
package postern.control.request

import data.postern.reason

# METADATA
# title: The time is given
# description: The time of the question is given, in RFC 3339.
# custom:
#   short_name: time
#   regulation: 45 CFR 164.312(b); NIST SP 800-53 AU-8
#   failure_msg: The request to the policy is not well formed.
#   remedy: Report this to the operator; it is a fault of the bridge.
admission contains reason.of(rego.metadata.chain()) if not time.parse_rfc3339_ns(input.time)

# METADATA
# title: The counts are given
# description: What the asker had lately is given as numbers that are not negative.
# custom:
#   short_name: recent
#   regulation: 45 CFR 164.312(c)(1); NIST SP 800-53 SI-10
#   failure_msg: The request to the policy is not well formed.
#   remedy: Report this to the operator; it is a fault of the bridge.
admission contains reason.of(rego.metadata.chain()) if not _counted

# METADATA
# title: The question and its history are well formed
# description: Question, history, snippets and routes are there and of their types.
# custom:
#   short_name: malformed
#   regulation: 45 CFR 164.312(c)(1); NIST SP 800-53 SI-10
#   failure_msg: The request to the policy is not well formed.
#   remedy: Report this to the operator; it is a fault of the bridge.
question contains reason.of(rego.metadata.chain()) if not _well_formed

_counted if {
	_count(input.recent.disclosures_last_hour)
	_count(input.recent.disclosures_of_patient_last_day)
	_count(input.recent.patients_last_day)
}

_well_formed if {
	_count(input.question.characters)
	_count(input.history.turns)
	_count(input.history.characters)
	is_boolean(input.history.labels_known)
	is_array(input.history.classifications)
	is_array(input.history.labels)
	is_array(input.history.patients)
	_snippets_well_formed
	_routes_well_formed
}

_snippets_well_formed if {
	is_array(input.snippets)
	every found in input.snippets {
		is_string(found.ref)
		is_string(found.source)
		is_string(found.classification)
		is_array(found.labels)
		_patients_well_formed(found.patients)
		_count(found.characters)
		is_object(found.uncertain)
		every _, spans in found.uncertain {
			_count(spans)
		}
	}
	count({found.ref | some found in input.snippets}) == count(input.snippets)
}

_patients_well_formed(patients) if {
	is_array(patients)
	every patient in patients {
		is_string(patient.handle)
		is_array(patient.flags)
		is_array(patient.consents)
		every consent in patient.consents {
			is_string(consent.code)
			is_string(consent.effect)
		}
	}
}

_routes_well_formed if {
	is_array(input.routes)
	every way in input.routes {
		is_string(way.name)
		is_string(way.provider)
		is_string(way.region)
		is_string(way.model)
		is_array(way.agreements)
	}
	count({way.name | some way in input.routes}) == count(input.routes)
}

_count(value) if {
	is_number(value)
	value >= 0
}
