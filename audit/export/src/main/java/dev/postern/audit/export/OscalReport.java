package dev.postern.audit.export;

import dev.postern.audit.entry.Entry;
import dev.postern.audit.entry.EntryType;
import dev.postern.audit.entry.Member;
import dev.postern.audit.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * OSCAL 1.1.2 assessment results: what the entries of a period say about controls of NIST SP
 * 800-53. Told each entry once, in the order of the log; memory does not grow with them.
 */
public final class OscalReport {
  /** The version of OSCAL. */
  public static final String VERSION = "1.1.2";

  private static final List<String> CONTROLS =
      List.of("ac-3.10", "ac-4", "au-6", "au-9.3", "au-12", "sc-7");

  private final Source source;
  private final OscalIds ids;
  private final Map<EntryType, Long> counts = new EnumMap<>(EntryType.class);
  private final Tally permitted = new Tally();
  private final Tally tunnelled = new Tally();
  private final Tally closed = new Tally();

  /**
   * What is assessed.
   *
   * @param origin the log
   * @param export the export's id
   * @param collected when
   * @param first index of the first entry
   * @param end index after the last one
   */
  public record Source(String origin, UUID export, Instant collected, long first, long end) {}

  /** How many there are, and the index of the first that fails. */
  private static final class Tally {
    private long all;
    private long failed;
    private long firstFailed = -1;

    void add(boolean passes, long index) {
      all++;
      if (!passes) {
        failed++;
        firstFailed = failed == 1 ? index : firstFailed;
      }
    }

    String sentence(String what) {
      return failed == 0
          ? "All " + all + " " + what + "."
          : failed + " of " + all + " fail; the first is entry " + firstFailed + ".";
    }
  }

  /** A report that has heard of no entry yet. */
  public OscalReport(Source source) {
    this.source = source;
    this.ids = new OscalIds(source.export());
  }

  /** Hears of an entry. */
  public void add(Exported exported) {
    var entry = exported.entry();
    counts.merge(entry.type(), 1L, Long::sum);
    if (!entry.type().isIntent()) {
      return;
    }
    permitted.add(isPermitted(entry), exported.index());
    closed.add(exported.closing() != null || isOpen(entry), exported.index());
    if (entry.type() == EntryType.EGRESS_INTENT) {
      tunnelled.add(isTunnelled(entry), exported.index());
    }
  }

  private static boolean isPermitted(Entry intent) {
    var decision = intent.get(Member.DECISION);
    return decision != null && decision.result().equals("permit");
  }

  private boolean isOpen(Entry intent) {
    var answerBy = intent.get(Member.ANSWER_BY);
    return answerBy != null && answerBy.isAfter(source.collected());
  }

  private static boolean isTunnelled(Entry intent) {
    var tunnel = intent.get(Member.TUNNEL);
    return tunnel != null && !tunnel.provenAt().isAfter(intent.time().plusSeconds(1));
  }

  /** The document. */
  public Json document() {
    var collected = source.collected().toString();
    var metadata =
        new Members()
            .put("title", "Postern: what the audit log " + source.origin() + " says")
            .put("last-modified", collected)
            .put("version", source.export().toString())
            .put("oscal-version", VERSION);
    var results =
        new Members()
            .put("uuid", ids.of("assessment-results"))
            .put("metadata", metadata)
            .put("import-ap", new Members().put("href", "#" + ids.of("plan")))
            .put("results", List.of(result(collected)))
            .put("back-matter", backMatter());
    return new Members().put("assessment-results", results).json();
  }

  private Members backMatter() {
    var plan =
        new Members()
            .put("uuid", ids.of("plan"))
            .put("title", "Plan")
            .put(
                "description",
                "Each entry of the period is read once; what is counted is said with each"
                    + " observation. There is no other plan.");
    return new Members().put("resources", List.of(plan));
  }

  private Members result(String collected) {
    var selection =
        new Members()
            .put(
                "include-controls",
                CONTROLS.stream().map(id -> new Members().put("control-id", id)).toList());
    return new Members()
        .put("uuid", ids.of("result"))
        .put("title", "Entries " + source.first() + " to " + (source.end() - 1))
        .put("description", "Counted from the entries of the log " + source.origin() + ".")
        .put("start", collected)
        .put("end", collected)
        .put("reviewed-controls", new Members().put("control-selections", List.of(selection)))
        .put("observations", observations(collected))
        .put("findings", findings());
  }

  private List<Members> observations(String collected) {
    var all = new ArrayList<Members>();
    all.add(observation("decisions", "Every intent rests on a permit", permitted(), collected));
    all.add(observation("tunnel", "Every way out was proven", tunnelled(), collected));
    all.add(observation("closings", "Every intent is closed", closed(), collected));
    all.add(observation("population", "What was recorded", population(), collected));
    all.add(
        observation(
            "integrity",
            "The log proves itself",
            "The tree size of the signed checkpoint is a signed count of the population; audit"
                + " verify, or any C2SP tlog-tiles verifier, proves it from the tiles.",
            collected));
    return all;
  }

  private String permitted() {
    return permitted.sentence("intents name a decision with the result permit and its revision");
  }

  private String tunnelled() {
    return tunnelled.sentence("egress intents hold the proof of the tunnel");
  }

  private String closed() {
    return closed.sentence("intents have their closing entry or are not yet due");
  }

  private String population() {
    var text = new StringBuilder("Entries by type:");
    counts.forEach((type, count) -> text.append(' ').append(type).append(' ').append(count));
    return text.append('.').toString();
  }

  private Members observation(String name, String title, String text, String collected) {
    var evidence =
        new Members()
            .put("href", "./checkpoint")
            .put("description", "The signed checkpoint, with tiles and entries beside it.");
    return new Members()
        .put("uuid", ids.of("observation-" + name))
        .put("title", title)
        .put("description", text)
        .putTexts("methods", List.of("TEST"))
        .put("collected", collected)
        .put("relevant-evidence", List.of(evidence));
  }

  private List<Members> findings() {
    return List.of(
        finding("ac-4", "decisions", "Information flow is enforced by decisions", permitted),
        finding("sc-7", "tunnel", "There is one way out, and it is proven", tunnelled),
        finding("au-12", "closings", "What began is recorded to its end", closed));
  }

  private Members finding(String control, String observation, String title, Tally tally) {
    var state = tally.failed == 0 ? "satisfied" : "not-satisfied";
    return new Members()
        .put("uuid", ids.of("finding-" + control))
        .put("title", title)
        .put("description", title + ", as far as the entries of the period show.")
        .put(
            "target",
            new Members()
                .put("type", "objective-id")
                .put("target-id", control + "_obj")
                .put("status", new Members().put("state", state)))
        .put(
            "related-observations",
            List.of(new Members().put("observation-uuid", ids.of("observation-" + observation))));
  }
}
