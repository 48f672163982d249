package postern.control.models_test

import data.postern.control.models
import data.postern.sample_test as sample
import data.postern.tables

test_a_listed_model_is_used if {
	count(models.route) == 0 with input as sample.disclosure
}

test_a_model_that_is_not_listed_is_refused[label] if {
	some label, change in {
		"another model": {"model": "gpt-0"},
		"another provider": {"provider": "bedrock"},
	}
	asked := object.union(sample.disclosure, {"routes": [object.union(sample.route, change)]})
	refused := models.route with input as asked
	sample.codes(refused["azure-eu"]) == {"models.not_listed"}
}

test_a_model_is_used_for_its_purposes if {
	refused := models.route with input as sample.disclosure
		with tables.models["azure-openai"]["gpt-4o"].purposes as ["HRESCH"]
	sample.codes(refused["azure-eu"]) == {"models.purpose"}
}

test_the_length_of_what_a_model_reads_has_an_edge if {
	budget := tables.minimum_necessary.TREAT.characters
	whole := (sample.disclosure.question.characters + budget) + 100
	asked := object.union(sample.disclosure, {"history": {"characters": 100}})
	count(models.route) == 0 with input as asked with tables.models["azure-openai"]["gpt-4o"].characters as whole

	refused := models.route with input as asked with tables.models["azure-openai"]["gpt-4o"].characters as whole - 1
	sample.codes(refused["azure-eu"]) == {"models.length"}
}
