package dev.postern.audit.export;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.Member;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of CSV for each entry: the population from which an auditor takes samples. */
public final class CsvLines implements LineFormat {
  private final String origin;

  /** Lines that name this log. */
  public CsvLines(String origin) {
    this.origin = origin;
  }

  @Override
  public String header() {
    return Csv.line(
        "log",
        "index",
        "leaf_hash",
        "id",
        "type",
        "time",
        "tenant",
        "question_id",
        "closes",
        "actor",
        "purpose",
        "decision",
        "policy",
        "route",
        "provider",
        "model",
        "region",
        "agreement",
        "patients",
        "retrieved",
        "sent",
        "characters",
        "deidentification",
        "accountable",
        "status",
        "denial",
        "access",
        "change",
        "payload_sha256");
  }

  @Override
  public List<String> lines(Exported exported) {
    var entry = exported.entry();
    var cells = new ArrayList<@Nullable Object>();
    cells.add(origin);
    cells.add(exported.index());
    cells.add(entry.leafHash().hex());
    cells.add(entry.id());
    cells.add(entry.type());
    cells.add(entry.time());
    cells.add(entry.tenant());
    cells.add(entry.get(Member.QUESTION_ID));
    cells.add(entry.get(Member.REF));
    addWho(entry, cells);
    addWhere(entry, cells);
    addWhat(entry, cells);
    addEnd(entry, cells);
    return List.of(Csv.line(cells));
  }

  private static void addWho(Entry entry, List<@Nullable Object> cells) {
    var actor = entry.get(Member.ACTOR);
    var decision = entry.get(Member.DECISION);
    cells.add(actor == null ? null : actor.subject());
    cells.add(entry.get(Member.PURPOSE));
    cells.add(decision == null ? null : decision.result());
    cells.add(decision == null ? null : decision.bundleRevision());
  }

  private static void addWhere(Entry entry, List<@Nullable Object> cells) {
    var route = entry.get(Member.ROUTE);
    cells.add(route == null ? null : route.name());
    cells.add(route == null ? null : route.provider());
    cells.add(route == null ? null : route.model());
    cells.add(route == null ? null : route.region());
    cells.add(route == null ? null : route.agreement());
  }

  private static void addWhat(Entry entry, List<@Nullable Object> cells) {
    var data = entry.get(Member.DATA);
    var accountable = entry.get(Member.ACCOUNTABLE);
    cells.add(data == null ? null : data.patients());
    cells.add(data == null ? null : data.retrieved());
    cells.add(data == null ? null : data.sent());
    cells.add(data == null ? null : data.characters());
    cells.add(data == null ? null : data.deidentification());
    cells.add(accountable == null ? null : accountable.accountable());
  }

  private static void addEnd(Entry entry, List<@Nullable Object> cells) {
    var outcome = entry.get(Member.OUTCOME);
    var reconciliation = entry.get(Member.RECONCILIATION);
    var denial = entry.get(Member.DENIAL);
    var access = entry.get(Member.ACCESS);
    var change = entry.get(Member.CHANGE);
    var payload = entry.get(Member.PAYLOAD);
    var usage = entry.get(Member.USAGE);
    Object compared = usage == null ? null : usage.result();
    Object unknown = reconciliation == null ? compared : reconciliation.result();
    cells.add(outcome == null ? unknown : outcome.status());
    cells.add(denial == null ? null : denial.code());
    cells.add(access == null ? null : access.kind());
    cells.add(change == null ? null : change.object());
    cells.add(payload == null ? null : payload.ciphertextHash().hex());
  }
}
