# METADATA
# title: Research
# description: >-
#   For research only what is de-identified leaves, nothing of it is ever put back, and patients who object to
#   research are left out. What another table says cannot weaken this one.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: research
package postern.control.research

import data.postern.control.deidentification
import data.postern.reason
import data.postern.tables.research as table

# METADATA
# title: Research is de-identified
# description: The mode of de-identification for a purpose of research is one that the table accepts.
# custom:
#   short_name: identified
#   regulation: 45 CFR 164.502(d), 164.512(i), 164.514(a)-(c)
#   failure_msg: Research may only use what is de-identified, and that is not set here.
#   remedy: Ask the security team to correct the mode of de-identification.
question contains reason.of(rego.metadata.chain()) if {
	input.purpose in table.purposes
	not _deidentified
}

# METADATA
# title: Research is never restored
# description: No role gets identifiers back under a purpose of research.
# custom:
#   short_name: restored
#   regulation: 45 CFR 164.514(c), 164.502(d)(2); NIST SP 800-53 SI-19
#   failure_msg: Research may not get names back, and the tables say otherwise.
#   remedy: Ask the security team to correct who gets names back.
admission contains reason.of(rego.metadata.chain()) if {
	input.purpose in table.purposes
	deidentification.restore
}

# METADATA
# title: No patient objects to research
# description: No patient of the snippet has refused research.
# custom:
#   short_name: objection
#   regulation: 45 CFR 164.512(i), 164.522(a)(1); GDPR Art. 21(6)
#   failure_msg: A document concerns a patient who objects to research.
#   remedy: Respect it.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	input.purpose in table.purposes
	some found in input.snippets
	some patient in found.patients
	some consent in patient.consents
	consent.code == table.consent
	not consent.effect == "permit"
}

_deidentified if deidentification.mode in table.modes
