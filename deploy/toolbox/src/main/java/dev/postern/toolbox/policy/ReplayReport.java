package dev.postern.toolbox.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.policy.Difference.Change;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What another policy would decide otherwise, by control, asker's roles and source. A decision
 * counts in each row that it belongs to; the totals count it once.
 */
public final class ReplayReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EXAMPLES = 3;

  private final Revision candidate;
  private final Map<Key, Tally> rows = new TreeMap<>(Key.ORDER);
  private final Map<Change, Long> totals = new EnumMap<>(Change.class);
  private final Map<String, Long> recordedUnder = new TreeMap<>();
  private long decisions;
  private long unreadable;

  ReplayReport(Revision candidate) {
    this.candidate = candidate;
  }

  /**
   * A row of the report.
   *
   * @param change allow, withhold, obligations, reasons or undecided
   * @param control a control, or an obligation that changes
   * @param roles the asker's, in order, with commas
   * @param source of a snippet; "-" where there is none
   * @param questions ids of the first few
   */
  public record Row(
      String change,
      String control,
      String roles,
      String source,
      long decisions,
      List<String> questions) {}

  private record Key(Change change, String control, String roles, String source) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::change)
            .thenComparing(Key::control)
            .thenComparing(Key::roles)
            .thenComparing(Key::source);
  }

  private static final class Tally {
    private long decisions;
    private final TreeSet<String> questions = new TreeSet<>();
  }

  synchronized void unreadable() {
    unreadable++;
  }

  synchronized void add(RecordedDecision recorded, JsonNode answer) {
    decisions++;
    recordedUnder.merge(recorded.revision(), 1L, Long::sum);
    Difference.between(recorded.result(), answer).ifPresent(found -> add(recorded, found));
  }

  private void add(RecordedDecision recorded, Difference difference) {
    totals.merge(difference.change(), 1L, Long::sum);
    String roles = String.join(",", texts(recorded.input().path("asker").path("roles"), ""));
    Set<String> sources = texts(recorded.input().path("snippets"), "source");
    for (String control : difference.causes()) {
      for (String source : sources.isEmpty() ? Set.of("-") : sources) {
        Key key = new Key(difference.change(), control, roles, source);
        Tally tally = rows.computeIfAbsent(key, first -> new Tally());
        tally.decisions++;
        // The ids rise with time: the first few, whatever the order in which batches end.
        tally.questions.add(recorded.question());
        if (tally.questions.size() > EXAMPLES) {
          tally.questions.removeLast();
        }
      }
    }
  }

  private static Set<String> texts(JsonNode items, String member) {
    Set<String> texts = new TreeSet<>();
    items.forEach(item -> texts.add((member.isEmpty() ? item : item.path(member)).asText()));
    return texts;
  }

  /** The policy that was tried. */
  public Revision candidate() {
    return candidate;
  }

  /** How many decisions were put to it. */
  public synchronized long decisions() {
    return decisions;
  }

  /** How many questions' decisions nobody can read any more: their key was destroyed. */
  public synchronized long unreadableQuestions() {
    return unreadable;
  }

  /** How many decisions would differ, by the change's word. */
  public synchronized Map<String, Long> changes() {
    Map<String, Long> changes = new TreeMap<>();
    totals.forEach((change, count) -> changes.put(change.word(), count));
    return changes;
  }

  /** How many decisions each revision made, as recorded. */
  public synchronized Map<String, Long> recordedUnder() {
    return Map.copyOf(recordedUnder);
  }

  public synchronized List<Row> rows() {
    return rows.entrySet().stream()
        .map(
            row ->
                new Row(
                    row.getKey().change().word(),
                    row.getKey().control(),
                    row.getKey().roles(),
                    row.getKey().source(),
                    row.getValue().decisions,
                    List.copyOf(row.getValue().questions)))
        .toList();
  }

  public synchronized JsonNode json() {
    ObjectNode json = JSON.createObjectNode().put("bundle", candidate.toString());
    json.put("decisions", decisions).put("unreadable_questions", unreadable);
    json.set("changes", JSON.valueToTree(changes()));
    json.set("recorded_under", JSON.valueToTree(recordedUnder));
    ArrayNode all = json.putArray("rows");
    rows().forEach(row -> all.add(JSON.<JsonNode>valueToTree(row)));
    return json;
  }
}
