# METADATA
# title: Accounting and review
# description: >-
#   Each purpose says whether its disclosures count in the accounting of disclosures, whether they may only go to a
#   model on the premises, and whether a reviewer looks at each.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: accounting
package postern.control.accounting

import data.postern.reason
import data.postern.tables.accounting as table

handling := table[input.purpose]

# METADATA
# title: The purpose says how it is accounted for
# description: A purpose that the table does not handle discloses nothing.
# custom:
#   short_name: no_handling
#   regulation: 45 CFR 164.528, 164.312(b); SOC 2 CC7.2
#   failure_msg: It is not set how disclosures for this purpose are accounted for.
#   remedy: Ask the security team to enter the purpose in the accounting table.
question contains reason.of(rego.metadata.chain()) if not handling
