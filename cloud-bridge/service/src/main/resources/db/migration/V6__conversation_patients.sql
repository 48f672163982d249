-- Whom a conversation concerns, by handle: when a patient's keys are shredded, it ends at once.
CREATE TABLE conversation_patient (
  conversation uuid NOT NULL REFERENCES conversation ON DELETE CASCADE,
  patient text NOT NULL,
  PRIMARY KEY (conversation, patient)
);
CREATE INDEX conversation_patient_patient ON conversation_patient (patient);

GRANT SELECT, INSERT, DELETE ON conversation_patient TO bridge_app;

-- Keys of subjects that were destroyed and acted upon: a bridge reads them all again when it starts.
CREATE TABLE forgotten_key (id uuid PRIMARY KEY);

GRANT SELECT, INSERT ON forgotten_key TO bridge_app;

-- Conversations of before are unknown to this table; they live for a day.
DELETE FROM conversation;
