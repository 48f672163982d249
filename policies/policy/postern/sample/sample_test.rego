# METADATA
# title: Sample inputs
# description: A cardiologist asks about a patient of the department; tests change one thing at a time.
# scope: package
package postern.sample_test

admission := {
	"asker": {
		"subject": "s-1",
		"tenant": "st-aurelia",
		"roles": ["clinician"],
		"groups": ["all-staff", "cardiology"],
		"authentication": {"method": null, "age_seconds": null},
	},
	"purpose": "TREAT",
	"break_glass": null,
	"recent": {"disclosures_last_hour": 0, "disclosures_of_patient_last_day": 0, "patients_last_day": 0},
	"time": "2026-11-22T14:30:00Z",
}

disclosure := object.union(admission, {
	"question": {"characters": 60, "findings": {"PERSON": 1}},
	"history": {
		"turns": 0, "characters": 0, "classifications": [], "labels": [],
		"patients": [], "findings": {}, "labels_known": true,
	},
	"snippets": [snippet],
	"routes": [route],
})

research := object.union(disclosure, {
	"asker": {"roles": ["analyst"]},
	"purpose": "HRESCH",
	"snippets": [object.union(snippet, {"classification": "internal"})],
})

emergency := object.union(disclosure, {
	"purpose": "ETREAT",
	"break_glass": {"code": "life-threatening", "characters": 60},
})

patient := {
	"handle": "h-1",
	"relationship": {"kind": "treating", "until": null},
	"consents": [],
	"flags": [],
}

snippet := {
	"ref": "r-1",
	"source": "records",
	"classification": "confidential",
	"labels": [],
	"patients": [patient],
	"characters": 800,
	"age_days": 3,
	"findings": {"PERSON": 2},
	"uncertain": {},
}

route := {
	"name": "azure-eu",
	"provider": "azure-openai",
	"region": "westeurope",
	"model": "gpt-4o",
	"agreements": ["baa-2026-01"],
	"tunnel": {"proven": true, "age_seconds": 2},
}

# a question about one snippet that differs from the sample
passage(change) := object.union(disclosure, {"snippets": [object.union(snippet, change)]})

# the codes of a set of reasons
codes(reasons) := {reason.code | some reason in reasons}
