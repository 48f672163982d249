# METADATA
# title: Sensitive categories
# description: >-
#   Documents labelled as substance use treatment (42 CFR Part 2), psychotherapy notes, HIV, genetic or reproductive
#   care, and patients flagged as minors or in the public eye, leave only for the purposes their row names: freely,
#   or with a consent in force of every patient concerned. A purpose that the row does not name is never enough,
#   and a consent refused always withholds.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: sensitive_categories
package postern.control.sensitive_categories

import data.postern.reason
import data.postern.tables.sensitive_categories as table

# snippets whose disclosure somebody looks at afterwards
review contains found.ref if {
	some found in input.snippets
	some patient in found.patients
	some flag in patient.flags
	table.flags[flag].review
}

# METADATA
# title: The label is known
# description: Each label of a snippet is a sensitive category or one of the ordinary labels of the table.
# custom:
#   short_name: unknown_label
#   regulation: 45 CFR 164.514(d)(2); NIST SP 800-53 AC-16
#   failure_msg: A document carries a label for which nothing is decided.
#   remedy: Ask the security team to enter the label in the table of sensitive categories.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some label in found.labels
	not _known(label)
}

# METADATA
# title: The category may leave for the purpose
# description: The row of each sensitive label names the purpose, freely or with consent.
# custom:
#   short_name: purpose
#   regulation: 42 CFR 2.13(a), 2.31, 2.51; 45 CFR 164.508(a)(2), 164.502(a)(5)(i)
#   failure_msg: A document is of a specially protected category that does not leave for this purpose.
#   remedy: Read the document on the premises.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some label in found.labels
	table.labels[label]
	not _label_may_leave(label)
}

# METADATA
# title: The patients consented
# description: >-
#   Where the row of a sensitive label demands consent, the snippet has a patient, and every patient of it has
#   given the consent.
# custom:
#   short_name: consent
#   regulation: 42 CFR 2.31, 2.33; 45 CFR 164.508(a)(2), (c)
#   failure_msg: A document of a specially protected category concerns a patient without a consent in force.
#   remedy: Ask the patient for consent and have it entered, or read the document on the premises.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some label in found.labels
	_rule(table.labels[label]) == "consent"
	not _all_consent(found, label)
}

# METADATA
# title: No patient refused
# description: No patient of the snippet has refused the consent that belongs to a label of it, whatever the purpose.
# custom:
#   short_name: refused
#   regulation: 45 CFR 164.522(a)(1); 42 CFR 2.31(a)(6)
#   failure_msg: A document concerns a patient who does not want it to be used this way.
#   remedy: Respect it; ask the privacy office if the patient may have changed their mind.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some label in found.labels
	some patient in found.patients
	_refuses(patient, table.labels[label].consent)
}

# METADATA
# title: The patient's protection allows the purpose
# description: The row of each flag of a patient names the purpose; a flag without a row allows nothing.
# custom:
#   short_name: flag
#   regulation: 45 CFR 164.502(g)(3), 164.522(a)(1); NIST SP 800-53 AC-3(9)
#   failure_msg: A document concerns a specially protected patient and does not leave for this purpose.
#   remedy: Read the document on the premises.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some patient in found.patients
	some flag in patient.flags
	not _flag_may_leave(flag)
}

# METADATA
# title: The protected patient consented
# description: Where the row of a flag demands consent, the patient, or who speaks for them, has given it.
# custom:
#   short_name: flag_consent
#   regulation: 45 CFR 164.502(g)(3), 164.508(c)
#   failure_msg: A document concerns a specially protected patient without a consent in force.
#   remedy: Ask the patient, or who speaks for them, and have the consent entered.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	some patient in found.patients
	some flag in patient.flags
	_rule(table.flags[flag]) == "consent"
	not _consents_to_flag(patient, flag)
}

# METADATA
# title: Earlier turns may still leave
# description: >-
#   Each label of the history may leave for the purpose; where that takes a consent, every patient of the history is
#   among this question's patients and consents.
# custom:
#   short_name: history
#   regulation: 42 CFR 2.13(a), 2.31; 45 CFR 164.508(a)(2)
#   failure_msg: Earlier turns of this conversation are of a specially protected category.
#   remedy: Start a new conversation.
question contains reason.of(rego.metadata.chain()) if {
	some label in input.history.labels
	not _may_leave_again(label)
}

_known(label) if label in table.ordinary_labels

_known(label) if table.labels[label]

_rule(row) := object.get(row.purposes, input.purpose, "never")

# functions of the label, not of its row: "not" says nothing of a row that is not there
_label_may_leave(label) if _rule(table.labels[label]) in {"permit", "consent"}

_flag_may_leave(flag) if _rule(table.flags[flag]) in {"permit", "consent"}

_consents_to_flag(patient, flag) if _consents(patient, table.flags[flag].consent)

_all_consent(found, label) if {
	count(found.patients) > 0
	every patient in found.patients {
		_consents(patient, table.labels[label].consent)
	}
}

_consents(patient, code) if {
	not _refuses(patient, code)
	some consent in patient.consents
	consent.code == code
	consent.effect == "permit"
	_in_force(consent)
}

_refuses(patient, code) if {
	some consent in patient.consents
	consent.code == code
	not consent.effect == "permit"
	not _over(consent)
}

_in_force(consent) if consent.until == null

_in_force(consent) if time.parse_rfc3339_ns(input.time) < time.parse_rfc3339_ns(consent.until)

_over(consent) if time.parse_rfc3339_ns(consent.until) <= time.parse_rfc3339_ns(input.time)

_may_leave_again(label) if label in table.ordinary_labels

_may_leave_again(label) if _rule(table.labels[label]) == "permit"

_may_leave_again(label) if {
	_rule(table.labels[label]) == "consent"
	every handle in input.history.patients {
		_known_to_consent(handle, label)
	}
}

_known_to_consent(handle, label) if {
	some found in input.snippets
	some patient in found.patients
	patient.handle == handle
	_consents(patient, table.labels[label].consent)
}
