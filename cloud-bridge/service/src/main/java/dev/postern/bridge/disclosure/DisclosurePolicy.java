package dev.postern.bridge.disclosure;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Policy, asked over labels and counts, never over content. Answers only values, never throws. */
public interface DisclosurePolicy {

  /** Why nobody could say: nobody was there. */
  String UNREACHABLE = "unreachable";

  /** May this asker ask? */
  Admission admit(Asker asker, Question question, Recent recent, Instant now);

  /** May these snippets, with this question and history, leave on one of these routes? */
  Decision decide(Facts facts);

  /** What the decision is made from (contracts.md section 5). */
  record Facts(
      Asker asker,
      Question question,
      Tally questionIdentifiers,
      History history,
      List<SnippetFacts> snippets,
      List<RouteFacts> routes,
      Recent recent,
      Instant now) {

    public Facts {
      snippets = List.copyOf(snippets);
      routes = List.copyOf(routes);
    }
  }

  /** A snippet by its labels and counts. */
  record SnippetFacts(Snippet snippet, Tally identifiers, Tally uncertain) {}

  /** A route and how its tunnel looked. */
  record RouteFacts(Route route, TunnelEvidence tunnel) {}

  /**
   * What was said before the question, by its labels and counts.
   *
   * @param characters Unicode code points
   * @param labelsKnown false where a client supplied any of it
   */
  record History(
      int turns,
      int characters,
      Set<Classification> classifications,
      Set<String> labels,
      Set<String> patients,
      Tally identifiers,
      boolean labelsKnown) {

    /** Nothing was said before. */
    public static final History NONE =
        new History(0, 0, Set.of(), Set.of(), Set.of(), Tally.NONE, true);

    public History {
      classifications = Set.copyOf(classifications);
      labels = Set.copyOf(labels);
      patients = Set.copyOf(patients);
    }
  }

  /**
   * What was had before this question.
   *
   * @param disclosuresLastHour disclosures of the last hour, this one not counted
   * @param patientsLastDay patients of the last 24 hours, this question's not counted
   * @param disclosuresOfPatientLastDay how often one patient of this question was part of a
   *     disclosure of the last 24 hours, by anybody of the tenant; the highest of them
   */
  record Recent(int disclosuresLastHour, int patientsLastDay, int disclosuresOfPatientLastDay) {

    /** Nothing yet. */
    public static final Recent NONE = new Recent(0, 0, 0);
  }
}
