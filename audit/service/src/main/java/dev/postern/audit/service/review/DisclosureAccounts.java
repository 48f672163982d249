package dev.postern.audit.service.review;

import dev.postern.audit.accounting.Accounting;
import dev.postern.audit.accounting.Period;
import dev.postern.audit.entry.AccessRef;
import dev.postern.audit.entry.Salt;
import dev.postern.audit.entry.Subjects;
import dev.postern.audit.export.Exported;
import dev.postern.audit.service.sequencer.AccessLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Accounts for the disclosures about one patient (45 CFR 164.528). Who asked about whom is recorded
 * before anything is answered, also where there is nothing to answer.
 */
public final class DisclosureAccounts {
  /** Clocks of writers may differ a little from the database's. */
  private static final Duration SLACK = Duration.ofDays(1);

  private final String origin;
  private final DisclosureReader disclosures;
  private final PatientHandles handles;
  private final AccessLog accesses;
  private final int most;

  /** What came of it. */
  public sealed interface Result {
    /** The accounting. */
    record Accounted(Accounting accounting) implements Result {}

    /** The look could not be recorded, so nothing is shown. */
    record Unrecorded() implements Result {}

    /** More than fit one answer: a shorter period is to be asked for. */
    record TooMany(int most) implements Result {}
  }

  /**
   * Accounts from one log.
   *
   * @param most intents that one accounting may look at
   */
  public DisclosureAccounts(
      String origin,
      DisclosureReader disclosures,
      PatientHandles handles,
      AccessLog accesses,
      int most) {
    this.origin = origin;
    this.disclosures = disclosures;
    this.handles = handles;
    this.accesses = accesses;
    this.most = most;
  }

  /** The accounting for a patient: over all tenants for an auditor, else over the reviewer's. */
  public Result of(Reviewer reviewer, PatientName patient, Period period) {
    var tenants = reviewer.wholeLog() ? all(reviewer) : List.of(reviewer.tenant());
    var named = handles.of(tenants, patient);
    var found = new ArrayList<Exported>();
    for (int i = 0; i < tenants.size(); i++) {
      var tenant = tenants.get(i);
      var handle = named.get(i);
      var who = new AccessLog.Reader(reviewer.subject(), tenant);
      var subjects = new Subjects(List.of(handle), Salt.random());
      if (!accesses.readsAbout(who, AccessRef.Kind.DISCLOSURE, subjects)) {
        return new Result.Unrecorded();
      }
      var since = period.from().minus(SLACK);
      found.addAll(disclosures.intents(tenant, handle, since, most + 1 - found.size()));
      if (found.size() > most) {
        return new Result.TooMany(most);
      }
    }
    // By time: an index says nothing about the order of two logs.
    found.sort(Comparator.comparing(one -> one.entry().time()));
    return new Result.Accounted(Accounting.of(origin, period, found));
  }

  private List<String> all(Reviewer reviewer) {
    var tenants = disclosures.tenants();
    return tenants.isEmpty() ? List.of(reviewer.tenant()) : tenants;
  }
}
