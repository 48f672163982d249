# METADATA
# title: Verdict
# description: >-
#   Collects what the controls say. A control may speak of the admission, of the question as a whole, of one
#   snippet, or of one route. A control that is new needs no change here.
# scope: package
package postern.verdict

admission contains data.postern.control[_].admission[_]

question contains data.postern.control[_].question[_]

# a disclosure is decided on its own input: an admission is never assumed
question contains reason if some reason in admission

# regal ignore:use-some-for-output-vars
snippet[ref] contains data.postern.control[_].snippet[ref][_]

# regal ignore:use-some-for-output-vars
route[name] contains data.postern.control[_].route[name][_]

default reviewed := false

# somebody looks at it afterwards: the purpose demands it, or a control does for a snippet that leaves
reviewed if data.postern.control.accounting.handling.review

# regal ignore:use-some-for-output-vars,mixed-iteration
reviewed if data.postern.control[_].review[_] in kept

withheld := [found.ref | some found in input.snippets; found.ref in _withheld]

kept := [found.ref | some found in input.snippets; not found.ref in _withheld]

# in the order of the request, which is the operator's
routes := [way.name | some way in input.routes; not way.name in _refused]

reasons contains reason if some reason in question

reasons contains reason if {
	some reasons_of_one in snippet
	some reason in reasons_of_one
}

# why a route was refused matters only when none is left
reasons contains reason if {
	count(routes) == 0
	some reasons_of_one in route
	some reason in reasons_of_one
}

# as sets: asked for one ref at a time, every control would look at every snippet again for each
_withheld := object.keys(snippet)

_refused := object.keys(route)
