# METADATA
# title: Reasons
# description: >-
#   Builds what a caller hears from a rule's own METADATA, so that code, message and documentation cannot
#   drift apart. The message says what is wrong, and what to do or whom to ask; the code is "<control>.<rule>",
#   both by their short_name.
# scope: package
package postern.reason

# the chain of rego.metadata.chain(): the rule first, its package after it
of([rule, control]) := {
	"code": concat(".", [control.annotations.custom.short_name, rule.annotations.custom.short_name]),
	"message": concat(" ", [rule.annotations.custom.failure_msg, rule.annotations.custom.remedy]),
	"control": control.annotations.custom.short_name,
}
