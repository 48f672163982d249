# METADATA
# title: Nothing of a decision is written by OPA
# description: >-
#   Decision logging is on, because only then does an answer carry a decision id; every event is dropped.
#   The record of a decision is the entry in the audit log.
# scope: package
package system.log

drop := true
