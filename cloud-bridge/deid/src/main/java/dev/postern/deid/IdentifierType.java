package dev.postern.deid;

/**
 * The kinds of identifiers, named alike in findings, tokens, policy input and on the command line.
 * They cover the eighteen classes of 45 CFR 164.514(b)(2)(i) and general personal data beside them.
 */
public enum IdentifierType {
  PERSON,
  DATE,
  AGE,
  ADDRESS,
  ZIP,
  ORGANISATION,
  PHONE,
  FAX,
  EMAIL,
  SSN,
  MRN,
  PLAN_ID,
  ACCOUNT,
  LICENCE,
  VEHICLE,
  DEVICE,
  URL,
  IP,
  BIOMETRIC,
  USERNAME,
  OTHER_ID
}
