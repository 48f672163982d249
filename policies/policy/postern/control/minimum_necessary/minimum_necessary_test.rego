package postern.control.minimum_necessary_test

import data.postern.control.minimum_necessary
import data.postern.sample_test as sample
import data.postern.tables

_budget := tables.minimum_necessary.TREAT

test_a_short_question_fits if {
	count(minimum_necessary.question) == 0 with input as sample.disclosure
	count(minimum_necessary.snippet) == 0 with input as sample.disclosure
}

test_a_purpose_without_a_budget_is_refused if {
	reasons := minimum_necessary.question with input as object.union(sample.disclosure, {"purpose": "PUBHLTH"})
	"minimum_necessary.no_budget" in sample.codes(reasons)
}

test_the_length_of_a_question_has_an_edge if {
	limit := _budget.question_characters
	count(minimum_necessary.question) == 0 with input as _asking({"question": {"characters": limit}})

	reasons := minimum_necessary.question with input as _asking({"question": {"characters": limit + 1}})
	sample.codes(reasons) == {"minimum_necessary.question"}
}

test_the_history_has_edges[field] if {
	some field, limit in {"turns": _budget.history_turns, "characters": _budget.history_characters}
	count(minimum_necessary.question) == 0 with input as _asking({"history": {field: limit}})

	reasons := minimum_necessary.question with input as _asking({"history": {field: limit + 1}})
	sample.codes(reasons) == {"minimum_necessary.history"}
}

test_the_patients_of_a_history_have_an_edge if {
	some_patients := [handle | some n in numbers.range(1, _budget.patients); handle := sprintf("h-%d", [n])]
	count(minimum_necessary.question) == 0 with input as _asking({"history": {"patients": some_patients}})

	more := array.concat(some_patients, ["h-more"])
	reasons := minimum_necessary.question with input as _asking({"history": {"patients": more}})
	sample.codes(reasons) == {"minimum_necessary.history_patients"}
}

test_a_question_without_snippets_is_refused if {
	reasons := minimum_necessary.question with input as _asking({"snippets": []})
	sample.codes(reasons) == {"minimum_necessary.no_snippets"}
}

test_the_length_of_a_snippet_has_an_edge if {
	limit := _budget.snippet_characters
	count(minimum_necessary.snippet) == 0 with input as _passage({"characters": limit})

	withheld := minimum_necessary.snippet with input as _passage({"characters": limit + 1})
	sample.codes(withheld["r-1"]) == {"minimum_necessary.snippet"}
}

test_the_patients_of_a_snippet_have_an_edge if {
	some_patients := [{"handle": handle} |
		some n in numbers.range(1, _budget.patients)
		handle := sprintf("h-%d", [n])
	]
	count(minimum_necessary.snippet) == 0 with input as _passage({"patients": some_patients})

	more := array.concat(some_patients, [{"handle": "h-more"}])
	withheld := minimum_necessary.snippet with input as _passage({"patients": more})
	sample.codes(withheld["r-1"]) == {"minimum_necessary.patients"}
}

_asking(change) := object.union(sample.disclosure, change)

_passage(change) := object.union(sample.disclosure, {"snippets": [object.union(sample.snippet, change)]})
