# METADATA
# title: Rate and volume
# description: >-
#   How many disclosures an asker has in an hour, about how many patients in a day, and how often one patient is
#   disclosed in a day by anybody of the tenant. The bridge counts them in its database over all bridges, a place
#   being taken before the decision. Outside the usual hours the limits are lower.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: rate
package postern.control.rate

import data.postern.reason
import data.postern.tables.rate as table

limits := table.purposes[input.purpose].usual if _usual_hours

limits := table.purposes[input.purpose].unusual if not _usual_hours

# METADATA
# title: Disclosures in an hour
# description: The asker had fewer disclosures in the last hour than the purpose allows at this time of day.
# custom:
#   short_name: asker
#   regulation: 45 CFR 164.312(b), 164.308(a)(1)(ii)(D); SOC 2 CC7.2; NIST SP 800-53 AC-2(12), SI-4
#   failure_msg: You have asked more than is usual in an hour.
#   remedy: Wait an hour, or ask the security team if your work needs more.
admission contains reason.of(rego.metadata.chain()) if {
	limits
	not _below("disclosures_last_hour")
}

# METADATA
# title: Patients in a day
# description: >-
#   The asker's disclosures of the last day were about fewer patients than the purpose allows at this time of day.
# custom:
#   short_name: patients
#   regulation: 45 CFR 164.502(b), 164.308(a)(1)(ii)(D); SOC 2 CC7.2; NIST SP 800-53 AC-2(12), SI-4
#   failure_msg: You have asked about more patients than is usual in a day.
#   remedy: Wait, or ask the security team if your work needs more.
admission contains reason.of(rego.metadata.chain()) if {
	limits
	not _below("patients_last_day")
}

# METADATA
# title: One patient in a day
# description: >-
#   No patient of the question was part of as many disclosures of the last day, by anybody of the tenant, as the
#   purpose allows at this time of day.
# custom:
#   short_name: patient
#   regulation: 45 CFR 164.502(b), 164.308(a)(1)(ii)(D); NIST SP 800-53 SI-4
#   failure_msg: A patient of this question has been asked about more than is usual in a day.
#   remedy: Ask the security team, who see why.
question contains reason.of(rego.metadata.chain()) if {
	limits
	not _below("disclosures_of_patient_last_day")
}

# METADATA
# title: The purpose has limits
# description: A purpose without limits discloses nothing.
# custom:
#   short_name: no_limits
#   regulation: 45 CFR 164.308(a)(1)(ii)(D); NIST SP 800-53 SI-4
#   failure_msg: It is not set how much may be asked for this purpose.
#   remedy: Ask the security team to enter the purpose in the table of rates.
question contains reason.of(rego.metadata.chain()) if not limits

# takes the name: "not" before a comparison says nothing of a number that is not there
_below(name) if input.recent[name] < limits[name]

_usual_hours if {
	[hour, _, _] := time.clock([time.parse_rfc3339_ns(input.time), table.usual_hours.zone])
	hour >= table.usual_hours.from
	hour < table.usual_hours.until
}
