-- How often a patient was asked about is counted over all askers.
CREATE INDEX budget_patients ON budget USING gin (patients);
