package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.DisclosureLog.Access;
import dev.postern.bridge.disclosure.QuestionIndex.Recorded;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a question was decided from, and what was decided: labels and counts, no content. For the
 * reviewers and the security team of its tenant; each look is recorded before it is shown.
 */
public final class ExplainDecision {
  private static final Set<String> DECIDED =
      Set.of("EGRESS_INTENT", "LOCAL_INTENT", "EGRESS_DENIED", "NO_SOURCES");

  private final QuestionIndex index;
  private final Records records;
  private final DisclosureLog log;

  public ExplainDecision(QuestionIndex index, Records records, DisclosureLog log) {
    this.index = index;
    this.records = records;
    this.log = log;
  }

  /**
   * The question's last decisions by entry point, as JSON.
   *
   * @throws Refusal NOT_FOUND to everybody else, and where nothing was decided or its key is gone
   */
  public String explain(Asker reader, UUID question) throws Refusal {
    List<Recorded> entries =
        index.of(question).stream().filter(entry -> DECIDED.contains(entry.type())).toList();
    if (entries.isEmpty() || !mayLook(reader, entries.getFirst())) {
      throw new Refusal(Code.NOT_FOUND);
    }
    String decisions = records.decisions(reader, entries.getLast().entry());
    if (decisions == null) {
      throw new Refusal(Code.NOT_FOUND);
    }
    log.access(reader, new Access("decision", question, null, List.of(), Set.of(), null));
    return decisions;
  }

  private static boolean mayLook(Asker reader, Recorded entry) {
    boolean role = reader.reviews() || reader.roles().contains("security");
    return role && reader.tenant().equals(entry.tenant());
  }
}
