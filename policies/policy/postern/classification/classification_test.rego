package postern.classification_test

import data.postern.classification

test_classifications_are_ordered if {
	classification.lowest == "public"
	classification.highest({"internal", "public"}) == "internal"
	classification.within("internal", "confidential")
	classification.within("internal", "internal")
	not classification.within("restricted", "confidential")
}

test_a_word_that_is_no_classification_is_within_nothing if {
	not classification.within("secret", "restricted")
	not classification.within("public", "secret")
}
