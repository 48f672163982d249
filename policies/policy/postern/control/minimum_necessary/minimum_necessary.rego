# METADATA
# title: Minimum necessary
# description: >-
#   Each purpose has budgets: how long a question and its history may be, how many snippets, characters and
#   patients may leave. The bridge keeps within the budgets when it builds the disclosure; what no trimming
#   can mend is refused here.
# scope: package
# schemas:
#   - input: schema.disclosure
#   - data.postern.tables: schema.tables
# custom:
#   short_name: minimum_necessary
package postern.control.minimum_necessary

import data.postern.reason
import data.postern.tables.minimum_necessary as table

budget := table[input.purpose]

# METADATA
# title: The purpose has budgets
# description: A purpose without budgets discloses nothing.
# custom:
#   short_name: no_budget
#   regulation: 45 CFR 164.502(b), 164.514(d)
#   failure_msg: No amount of disclosure is set for this purpose.
#   remedy: Ask the security team to set budgets for the purpose.
question contains reason.of(rego.metadata.chain()) if not budget

# METADATA
# title: The question is within its length
# description: The question has at most the characters the purpose allows.
# custom:
#   short_name: question
#   regulation: 45 CFR 164.502(b), 164.514(d)(3)
#   failure_msg: The question is longer than may leave for this purpose.
#   remedy: Ask a shorter question.
question contains reason.of(rego.metadata.chain()) if input.question.characters > budget.question_characters

# METADATA
# title: The history is within its length
# description: Earlier turns are at most as many and as long as the purpose allows.
# custom:
#   short_name: history
#   regulation: 45 CFR 164.502(b), 164.514(d)(3)
#   failure_msg: The conversation has grown longer than may leave for this purpose.
#   remedy: Start a new conversation.
question contains reason.of(rego.metadata.chain()) if not _history_fits

# METADATA
# title: The conversation is about few patients
# description: Earlier turns and one snippet are about no more patients than the purpose allows.
# custom:
#   short_name: history_patients
#   regulation: 45 CFR 164.502(b), 164.514(d)(3)
#   failure_msg: The conversation is about more patients than may leave for this purpose.
#   remedy: Start a new conversation for each patient.
question contains reason.of(rego.metadata.chain()) if count(input.history.patients) > budget.patients

# METADATA
# title: There is something to answer from
# description: A question without snippets is not disclosed.
# custom:
#   short_name: no_snippets
#   regulation: 45 CFR 164.502(b)
#   failure_msg: There is nothing to answer from, so the question itself does not leave.
#   remedy: Ask about something the documents you may read contain.
question contains reason.of(rego.metadata.chain()) if count(input.snippets) == 0

# METADATA
# title: The snippet is a part, not a document
# description: A snippet has at most the characters the purpose allows for one.
# custom:
#   short_name: snippet
#   regulation: 45 CFR 164.502(b), 164.514(d)(3)
#   failure_msg: A passage is longer than may leave for this purpose.
#   remedy: Read the document on the premises.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	found.characters > budget.snippet_characters
}

# METADATA
# title: The snippet is about few patients
# description: A snippet that lists more patients than the purpose allows stays on the premises.
# custom:
#   short_name: patients
#   regulation: 45 CFR 164.502(b), 164.514(d)(3)
#   failure_msg: A passage is about more patients than may leave for this purpose.
#   remedy: Ask about one patient at a time.
snippet[found.ref] contains reason.of(rego.metadata.chain()) if {
	some found in input.snippets
	count(found.patients) > budget.patients
}

_history_fits if {
	input.history.turns <= budget.history_turns
	input.history.characters <= budget.history_characters
}
