package dev.postern.audit.accounting;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which what the log records need not be in an accounting of disclosures. An intent
 * says itself whether it counts; where it says no without a rule that fits, it counts.
 */
public enum Exclusion {
  /** Nothing was written to a socket. */
  NOTHING_LEFT("45 CFR 160.103", "Nothing was sent, so nothing was disclosed."),
  /** The model is on premises. */
  USED_INSIDE("45 CFR 160.103", "A model inside the entity answered: a use, not a disclosure."),
  /** Treatment, payment, health care operations. */
  TREATMENT_PAYMENT_OPERATIONS(
      "45 CFR 164.528(a)(1)(i)", "To carry out treatment, payment and health care operations."),
  /** To the individual. */
  TO_THE_INDIVIDUAL("45 CFR 164.528(a)(1)(ii)", "To the individual about whom it is."),
  /** Incident to a permitted one. */
  INCIDENT("45 CFR 164.528(a)(1)(iii)", "Incident to a permitted use or disclosure."),
  /** With the individual's authorization. */
  AUTHORIZED("45 CFR 164.528(a)(1)(iv)", "Pursuant to an authorization (45 CFR 164.508)."),
  /** Directory, persons involved in the individual's care. */
  DIRECTORY_AND_CARERS(
      "45 CFR 164.528(a)(1)(v)",
      "For the facility's directory or to persons involved in the individual's care."),
  /** National security. */
  NATIONAL_SECURITY("45 CFR 164.528(a)(1)(vi)", "For national security or intelligence purposes."),
  /** Custody. */
  CUSTODY(
      "45 CFR 164.528(a)(1)(vii)", "To correctional institutions or law enforcement in custody."),
  /** A limited data set. */
  LIMITED_DATA_SET(
      "45 CFR 164.528(a)(1)(viii)", "As part of a limited data set (45 CFR 164.514(e)).");

  private static final Set<String> OWN_OPERATIONS = Set.of("TREAT", "ETREAT", "HPAYMT", "HOPERAT");

  private final String citation;
  private final String sentence;

  Exclusion(String citation, String sentence) {
    this.citation = citation;
    this.sentence = sentence;
  }

  /** Where it is written. */
  public String citation() {
    return citation;
  }

  /** What it says. */
  public String sentence() {
    return sentence;
  }

  /**
   * The rule by which an intent is left out; nothing where it has to be in the accounting.
   *
   * @param closing the entry that closed the intent, if any
   */
  public static Optional<Exclusion> of(Entry intent, @Nullable Entry closing) {
    var outcome = closing == null ? null : closing.get(Member.OUTCOME);
    if (outcome != null && outcome.status() == Outcome.Status.NOT_SENT) {
      return Optional.of(NOTHING_LEFT);
    }
    if (intent.type() == EntryType.LOCAL_INTENT) {
      return Optional.of(USED_INSIDE);
    }
    var accountable = intent.get(Member.ACCOUNTABLE);
    if (accountable == null || accountable.accountable()) {
      return Optional.empty();
    }
    return named(accountable.basis()).or(() -> byPurpose(intent.get(Member.PURPOSE)));
  }

  private static Optional<Exclusion> named(String basis) {
    for (var exclusion : values()) {
      if (exclusion.citation.equals("45 CFR " + basis)
          && exclusion.citation.startsWith("45 CFR 164.528")) {
        return Optional.of(exclusion);
      }
    }
    return Optional.empty();
  }

  private static Optional<Exclusion> byPurpose(@Nullable String purpose) {
    return purpose != null && OWN_OPERATIONS.contains(purpose)
        ? Optional.of(TREATMENT_PAYMENT_OPERATIONS)
        : Optional.empty();
  }
}
