# METADATA
# title: Classifications
# description: The order of the classifications, lowest first. A word that is not in the table has no rank.
# scope: package
# schemas:
#   - data.postern.tables: schema.tables
package postern.classification

import data.postern.tables.classifications as ordered

lowest := ordered[0]

highest(names) := ordered[max([rank(name) | some name in names])]

rank(name) := position if {
	some position, word in ordered
	word == name
}

within(name, limit) if rank(name) <= rank(limit)
