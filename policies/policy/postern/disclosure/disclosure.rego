# METADATA
# title: Disclosure
# description: May these snippets leave for this question, under which obligations, by which routes
# scope: package
# schemas:
#   - input: schema.disclosure
# entrypoint: true
package postern.disclosure

import data.postern.control.accounting
import data.postern.control.deidentification
import data.postern.control.minimum_necessary
import data.postern.verdict

default outcome := "withhold"

outcome := "permit" if {
	count(verdict.question) == 0
	count(verdict.kept) > 0
	count(verdict.routes) > 0
}

# with a permit: why single snippets are withheld
reasons := [reason | some reason in verdict.reasons]

# null unless the outcome is permit
default obligations := null

obligations := object.union(accounting.handling, {
	"withhold": verdict.withheld,
	"max_snippets": minimum_necessary.budget.snippets,
	"max_characters": minimum_necessary.budget.characters,
	"max_patients": minimum_necessary.budget.patients,
	"deidentify": deidentification.mode,
	"restore": deidentification.restore,
	"routes": verdict.routes,
	"review": verdict.reviewed,
}) if {
	outcome == "permit"
}
