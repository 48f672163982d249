# METADATA
# title: Break-glass
# description: >-
#   Emergency access states a code and a reason and is asked for under the purpose of emergency treatment; that
#   purpose is never granted without. It widens which documents may be searched and how much of them may leave,
#   never the record or the de-identification, and each one is reviewed.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: break_glass
package postern.control.break_glass

import data.postern.control.accounting
import data.postern.control.deidentification
import data.postern.reason
import data.postern.tables.break_glass as table

# METADATA
# title: The purpose of emergency treatment states an emergency
# description: Under the table's purpose, break-glass is claimed; under any other it is not.
# custom:
#   short_name: claimed
#   regulation: 45 CFR 164.312(a)(2)(ii), 164.510(b)(3); NIST SP 800-53 AC-14
#   failure_msg: Emergency access is asked for by its purpose and a stated emergency together.
#   remedy: State the emergency with the purpose ETREAT, or another purpose without one.
admission contains reason.of(rego.metadata.chain()) if not _claimed_together

# METADATA
# title: The emergency is of a known kind
# description: The stated code is one of the table's.
# custom:
#   short_name: code
#   regulation: 45 CFR 164.312(a)(2)(ii), 164.506(c)(1)
#   failure_msg: The stated emergency is not one that is known here.
#   remedy: State one of the codes that the security team lists.
admission contains reason.of(rego.metadata.chain()) if {
	is_object(input.break_glass)
	not _known_code
}

# METADATA
# title: The reason says something
# description: The stated reason is neither shorter nor longer than the table allows.
# custom:
#   short_name: reason
#   regulation: 45 CFR 164.312(a)(2)(ii), 164.312(b); SOC 2 CC7.3
#   failure_msg: The reason for the emergency is too short or too long.
#   remedy: Say in a sentence why you need the documents now.
admission contains reason.of(rego.metadata.chain()) if {
	is_object(input.break_glass)
	not _reason_suffices
}

# METADATA
# title: An emergency weakens neither record nor de-identification
# description: >-
#   Under emergency treatment the mode of de-identification is one of the table's, the disclosure is accounted for
#   and reviewed.
# custom:
#   short_name: weaker
#   regulation: 45 CFR 164.312(b), 164.528, 164.502(b)
#   failure_msg: Emergency access may not weaken the record, and the tables say otherwise.
#   remedy: Ask the security team to correct the tables.
question contains reason.of(rego.metadata.chain()) if {
	input.purpose == table.purpose
	not _as_strong
}

_claimed_together if {
	input.purpose == table.purpose
	is_object(input.break_glass)
}

_claimed_together if {
	is_string(input.purpose)
	input.purpose != table.purpose
	input.break_glass == null
}

_known_code if input.break_glass.code in table.codes

_reason_suffices if {
	is_number(input.break_glass.characters)
	input.break_glass.characters >= table.min_characters
	input.break_glass.characters <= table.max_characters
}

_as_strong if {
	deidentification.mode in table.modes
	accounting.handling.accountable
	accounting.handling.review
}
