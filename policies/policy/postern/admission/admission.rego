# METADATA
# title: Admission
# description: May this asker ask, for this purpose, of which classifications and sources
# scope: package
# schemas:
#   - input: schema.admission
# entrypoint: true
package postern.admission

import data.postern.classification
import data.postern.control.clearance
import data.postern.control.deidentification
import data.postern.control.purpose_of_use
import data.postern.verdict

default outcome := "withhold"

outcome := "permit" if count(verdict.admission) == 0

reasons := [reason | some reason in verdict.admission]

classifications_max := clearance.searchable if {
	outcome == "permit"
} else := classification.lowest

# null: all sources; the empty list: none
default sources := []

sources := purpose_of_use.sources if outcome == "permit"

default restore := false

restore := deidentification.restore if outcome == "permit"
