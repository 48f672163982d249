package dev.postern.audit.service.usage;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.entry.Outcome;
import dev.postern.audit.entry.Usage;
import dev.postern.audit.export.Exported;
import dev.postern.audit.service.review.EntryWindows;
import dev.postern.audit.service.usage.UsageReport.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Looks for each call of a report in the log, and for each call of the log in the report. A log
 * cannot prove what never reached it; somebody else's count can.
 */
final class UsageComparison {
  private static final int WINDOW = 2_048;

  private final EntryWindows windows;
  private final UsageReport report;
  private final UsagePeriod period;
  private final Map<String, Sent> intents = new HashMap<>();

  /** What the log says of an intent: whether its call was made, or surely was not. */
  private record Sent(long index, boolean counts, Certainty certainty) {}

  private enum Certainty {
    SENT,
    NOT_SENT,
    /** Its writer was gone, or nothing answered: the call may have arrived. */
    UNKNOWN
  }

  UsageComparison(EntryWindows windows, UsageReport report, UsagePeriod period) {
    this.windows = windows;
    this.report = report;
    this.period = period;
  }

  Usage of(List<Call> calls) {
    readIntents();
    var unannounced = new ArrayList<String>();
    var arrived = new HashSet<String>();
    long counted = 0;
    for (var call : calls) {
      boolean announced = announced(call, arrived);
      if (!call.at().isBefore(period.from()) && call.at().isBefore(period.to())) {
        counted++;
        if (!announced) {
          unannounced.add(call.name());
        }
      }
    }
    var unknown =
        intents.entrySet().stream()
            .filter(intent -> intent.getValue().counts())
            .filter(intent -> intent.getValue().certainty() == Certainty.SENT)
            .filter(intent -> !arrived.contains(intent.getKey()))
            .map(intent -> intent.getValue().index())
            .sorted()
            .toList();
    return new Usage(
        report.route(),
        period.from(),
        period.to(),
        Usage.Result.COMPARED,
        counted,
        counted - unannounced.size(),
        unannounced.size(),
        unknown.size(),
        unannounced.stream().limit(Usage.NAMED).toList(),
        unknown.stream().limit(Usage.NAMED).toList());
  }

  /** One intent lets one call through. */
  private boolean announced(Call call, HashSet<String> arrived) {
    var id = call.clientRequestId();
    if (id == null || !arrived.add(id)) {
      return false;
    }
    var intent = intents.get(id);
    return intent != null && intent.certainty() != Certainty.NOT_SENT;
  }

  private void readIntents() {
    long first = windows.firstSince(period.callsFrom());
    long end = windows.firstSince(period.callsTo());
    long counting = windows.firstSince(period.from());
    long counted = windows.firstSince(period.to());
    for (long at = first; at < end; at += WINDOW) {
      for (var exported : windows.window(at, Math.min(at + WINDOW, end), null)) {
        boolean counts = exported.index() >= counting && exported.index() < counted;
        keep(exported, counts);
      }
    }
  }

  private void keep(Exported exported, boolean counts) {
    var entry = exported.entry();
    var route = entry.get(Member.ROUTE);
    if (entry.type() == EntryType.EGRESS_INTENT
        && route != null
        && route.name().equals(report.route())) {
      var closing = exported.closing();
      var certainty = closing == null ? Certainty.UNKNOWN : certainty(closing);
      intents.put(entry.id().toString(), new Sent(exported.index(), counts, certainty));
    }
  }

  private static Certainty certainty(Entry closing) {
    var outcome = closing.get(Member.OUTCOME);
    if (outcome == null) {
      return Certainty.UNKNOWN;
    }
    return switch (outcome.status()) {
      case ANSWERED, PARTIAL -> Certainty.SENT;
      case CANCELLED, STOPPED -> answered(outcome) ? Certainty.SENT : Certainty.UNKNOWN;
      // What a provider refuses it need not count.
      case FAILED -> Certainty.UNKNOWN;
      case NOT_SENT -> Certainty.NOT_SENT;
    };
  }

  private static boolean answered(Outcome outcome) {
    return outcome.httpStatus() != null || outcome.providerRequestId() != null;
  }
}
