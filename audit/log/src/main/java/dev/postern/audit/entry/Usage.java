package dev.postern.audit.entry;

import dev.postern.audit.json.Fields;
import dev.postern.audit.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * What a provider says it was asked in a period, beside what the log says was sent.
 *
 * @param route the way to the provider, by its name in the configuration
 * @param from the period's begin
 * @param to its end, not part of it
 * @param result whether there was a report to compare with
 * @param calls calls in the period, as the provider counts
 * @param matched of them, those that an intent announced
 * @param callsWithoutIntent calls that no intent announced, that an intent says were not sent, or
 *     that came again under the same intent: somebody went round the gate
 * @param intentsWithoutCall intents whose call was made, as the log says, and that the provider
 *     does not know
 * @param namedCalls the first 100 of the calls without intent: the provider's id of the call, or
 *     its time
 * @param namedIntents the first 100 of the intents without call, by index
 */
public record Usage(
    String route,
    Instant from,
    Instant to,
    Result result,
    long calls,
    long matched,
    long callsWithoutIntent,
    long intentsWithoutCall,
    List<String> namedCalls,
    List<Long> namedIntents) {
  /** How many differences are named; all are counted. */
  public static final int NAMED = 100;

  /** The values of member {@code result}. */
  public enum Result {
    /** Each call was looked for in the log, and each intent in the report. */
    COMPARED,
    /** The provider of this route gives no report, or none is configured. */
    NOT_GIVEN
  }

  /** Checks the limits of each member. */
  public Usage {
    route = Limits.code("route", route);
    from = Limits.time(from);
    to = Limits.time(to);
    Limits.count("calls", calls);
    Limits.count("matched", matched);
    Limits.count("calls_without_intent", callsWithoutIntent);
    Limits.count("intents_without_call", intentsWithoutCall);
    namedCalls = Limits.codes("named_calls", namedCalls);
    namedIntents.forEach(index -> Limits.count("named_intents", index));
    namedIntents = List.copyOf(namedIntents);
    if (namedCalls.size() > NAMED || namedIntents.size() > NAMED) {
      throw Limits.refused("usage", "names more than " + NAMED + " differences");
    }
    if (!from.isBefore(to)) {
      throw Limits.refused("usage", "has a period that ends before it begins");
    }
  }

  /** A period for which there is nothing to compare with. */
  public static Usage notGiven(String route, Instant from, Instant to) {
    return new Usage(route, from, to, Result.NOT_GIVEN, 0, 0, 0, 0, List.of(), List.of());
  }

  /** Whether the provider and the log say the same, as far as there is a report. */
  public boolean agrees() {
    return callsWithoutIntent == 0 && intentsWithoutCall == 0;
  }

  Json write() {
    var members = new TreeMap<String, Json>();
    members.put("route", Json.text(route));
    members.put("from", Json.text(Limits.formatTime(from)));
    members.put("to", Json.text(Limits.formatTime(to)));
    members.put("result", Limits.word(result));
    members.put("calls", new Json.Int(calls));
    members.put("matched", new Json.Int(matched));
    members.put("calls_without_intent", new Json.Int(callsWithoutIntent));
    members.put("intents_without_call", new Json.Int(intentsWithoutCall));
    members.put("named_calls", Json.texts(namedCalls));
    members.put(
        "named_intents", new Json.Array(namedIntents.stream().<Json>map(Json.Int::new).toList()));
    return new Json.Obj(members);
  }

  static Usage read(Json json) {
    var fields = Fields.of(json);
    var value =
        new Usage(
            fields.text("route"),
            Limits.time(fields, "from"),
            Limits.time(fields, "to"),
            Limits.word(fields, "result", Result.class),
            fields.number("calls"),
            fields.number("matched"),
            fields.number("calls_without_intent"),
            fields.number("intents_without_call"),
            fields.texts("named_calls"),
            fields.array("named_intents").stream().map(Usage::index).toList());
    fields.done();
    return value;
  }

  private static Long index(Json json) {
    if (json instanceof Json.Int i) {
      return i.value();
    }
    throw Limits.refused("named_intents", "has something that is no index");
  }
}
