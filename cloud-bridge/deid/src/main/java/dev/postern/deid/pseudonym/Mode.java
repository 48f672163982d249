package dev.postern.deid.pseudonym;

/** How a decision obliges us to de-identify. */
public enum Mode {
  /** Reversible tokens, {@code [PERSON_1]}. */
  PSEUDONYMS,
  /** Irreversible values, not derived from the individual, 45 CFR 164.514(b)(2) and (c). */
  SAFE_HARBOR,
  /** Realistic invented values, irreversible; their shifted dates are not Safe Harbor. */
  SURROGATES,
  /** Text as it is, where policy says so. */
  NONE
}
