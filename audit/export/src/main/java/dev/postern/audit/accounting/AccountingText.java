package dev.postern.audit.accounting;

import dev.postern.audit.export.Csv;
import dev.postern.audit.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An accounting as files: JSON with everything, CSV with one line for each disclosure. */
public final class AccountingText {
  private static final String HEADER =
      Csv.line(
          "date",
          "tenant",
          "recipient",
          "region",
          "agreement",
          "description",
          "purpose_code",
          "purpose",
          "confirmed",
          "question_id",
          "log",
          "index");

  private AccountingText() {}

  /** RFC 4180, with a header. */
  public static String csv(Accounting accounting) {
    var text = new StringBuilder(HEADER);
    for (var one : accounting.disclosures()) {
      text.append(
          Csv.line(
              time(one.date()),
              one.tenant(),
              one.recipient(),
              one.region(),
              one.agreement(),
              one.description(),
              one.purposeCode(),
              one.purpose(),
              one.confirmed(),
              one.question(),
              one.ended() == null ? accounting.log() : one.ended(),
              one.index()));
    }
    return text.toString();
  }

  /** {@code {log, requested_at, from, to, disclosures, series, excluded}}. */
  public static Json json(Accounting accounting) {
    var period = accounting.period();
    var members = new TreeMap<String, Json>();
    members.put("log", Json.text(accounting.log()));
    members.put("requested_at", Json.text(time(period.requested())));
    members.put("from", Json.text(time(period.from())));
    members.put("to", Json.text(time(period.to())));
    members.put(
        "disclosures",
        new Json.Array(
            accounting.disclosures().stream().<Json>map(AccountingText::disclosed).toList()));
    members.put(
        "series",
        new Json.Array(accounting.series().stream().<Json>map(AccountingText::series).toList()));
    members.put(
        "excluded",
        new Json.Array(
            new TreeMap<>(accounting.excluded())
                .entrySet().stream().<Json>map(AccountingText::excluded).toList()));
    return new Json.Obj(members);
  }

  private static Json disclosed(Disclosed one) {
    var members = new TreeMap<String, Json>();
    members.put("date", Json.text(time(one.date())));
    members.put("tenant", Json.text(one.tenant()));
    members.put(
        "recipient",
        new Json.Obj(
            Map.of(
                "name", Json.text(one.recipient()),
                "region", Json.text(one.region()),
                "agreement", Json.text(one.agreement()))));
    members.put("description", Json.text(one.description()));
    members.put(
        "purpose",
        new Json.Obj(
            Map.of("code", Json.text(one.purposeCode()), "statement", Json.text(one.purpose()))));
    members.put("confirmed", new Json.Bool(one.confirmed()));
    members.put("question_id", Json.text(one.question().toString()));
    members.put("index", Json.number(one.index()));
    if (one.ended() != null) {
      members.put("log", Json.text(one.ended()));
    }
    return new Json.Obj(members);
  }

  private static Json series(Accounting.Series series) {
    return new Json.Obj(
        Map.of(
            "recipient", Json.text(series.first().recipient()),
            "purpose_code", Json.text(series.first().purposeCode()),
            "tenant", Json.text(series.first().tenant()),
            "first", Json.text(time(series.first().date())),
            "first_index", Json.number(series.first().index()),
            "last", Json.text(time(series.last())),
            "count", Json.number((long) series.count())));
  }

  private static Json excluded(Map.Entry<Exclusion, Integer> rule) {
    return new Json.Obj(
        Map.of(
            "rule", Json.text(rule.getKey().name().toLowerCase(Locale.ROOT)),
            "citation", Json.text(rule.getKey().citation()),
            "reason", Json.text(rule.getKey().sentence()),
            "count", Json.number((long) rule.getValue())));
  }

  private static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
