package postern.control.models_test

import data.postern.control.models
import data.postern.sample_test as sample

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
