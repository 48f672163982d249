package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.Conversations.Conversation;
import dev.postern.bridge.disclosure.DisclosurePolicy.Facts;
import dev.postern.bridge.disclosure.DisclosurePolicy.RouteFacts;
import dev.postern.bridge.disclosure.DisclosurePolicy.SnippetFacts;
import dev.postern.bridge.disclosure.Earlier.Brought;
import dev.postern.bridge.disclosure.IdentifierGuard.Guarded;
import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import dev.postern.bridge.disclosure.Material.MarkedSnippet;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import dev.postern.deid.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps 1 to 5: from the question to the decision over what could leave. Nothing leaves here. */
public final class Gathering {
  private final Conversations conversations;
  private final DisclosurePolicy policy;
  private final SnippetSearch search;
  private final IdentifierGuard guard;
  private final Budgets budgets;
  private final Emergencies emergencies;
  private final Tunnel tunnel;
  private final List<Route> routes;
  private final Clock clock;

  /**
   * @param routes the configured routes
   */
  public Gathering(
      Conversations conversations,
      DisclosurePolicy policy,
      SnippetSearch search,
      IdentifierGuard guard,
      Budgets budgets,
      Emergencies emergencies,
      Tunnel tunnel,
      List<Route> routes,
      Clock clock) {
    this.conversations = conversations;
    this.policy = policy;
    this.search = search;
    this.guard = guard;
    this.budgets = budgets;
    this.emergencies = emergencies;
    this.tunnel = tunnel;
    this.routes = List.copyOf(routes);
    this.clock = clock;
  }

  Conversation conversation(Inquiry inquiry) throws Refusal {
    Question question = inquiry.question();
    UUID id = question.conversation();
    return id == null
        ? conversations.begin(inquiry.asker(), question.purpose())
        : conversations.open(inquiry.asker(), question.purpose(), id);
  }

  Admission.Admitted admit(Inquiry inquiry) throws Refusal {
    Asker asker = inquiry.asker();
    Admission admission =
        policy.admit(asker, inquiry.question(), budgets.recent(asker), clock.instant());
    switch (admission) {
      case Admission.Admitted admitted -> inquiry.decided("admission", admitted.evidence());
      case Admission.Rejected rejected -> inquiry.decided("admission", rejected.evidence());
      case Admission.Undecided ignored -> {}
    }
    Admission.Admitted admitted = admitted(admission);
    Question.BreakGlass claimed = inquiry.question().breakGlass();
    if (claimed != null) {
      inquiry.granted(emergencies.grant(inquiry, claimed));
    }
    return admitted;
  }

  static Admission.Admitted admitted(Admission admission) throws Refusal {
    return switch (admission) {
      case Admission.Admitted admitted -> admitted;
      case Admission.Rejected rejected -> throw withheld(rejected.reasons());
      case Admission.Undecided ignored -> throw new Refusal(Code.POLICY_UNDECIDED);
    };
  }

  Sources search(Inquiry inquiry, Admission.Admitted admitted) throws Refusal {
    EmergencyAccess emergency = inquiry.emergency().orElse(null);
    Set<String> earlier = inquiry.conversation().documents();
    Sources sources =
        search.search(inquiry.asker(), inquiry.question(), admitted, emergency, earlier);
    inquiry.found(sources);
    return sources;
  }

  Material identify(Inquiry inquiry, Sources sources) throws Refusal {
    List<KnownIdentifier> known =
        sources.snippets().stream()
            .flatMap(snippet -> snippet.known().stream())
            .distinct()
            .toList();
    Guarded guarded = guard.open(inquiry.conversation(), known);
    List<Snippet> readable = guarded.readable(sources.snippets());
    if (readable.isEmpty()) {
      throw new Refusal(Code.DETECTOR_UNAVAILABLE);
    }
    List<Prompt.Message> before = inquiry.question().before();
    List<Passage> texts = new ArrayList<>();
    before.forEach(message -> texts.add(Passage.of(message.text())));
    texts.add(questionPassage(inquiry.question(), sources));
    readable.forEach(snippet -> texts.add(snippet.passage()));
    Iterator<Marked> marked = guarded.find(texts).iterator();
    List<Brought> brought = new ArrayList<>();
    before.forEach(message -> brought.add(new Brought(message.role(), marked.next())));
    Marked question = marked.next();
    List<MarkedSnippet> snippets = new ArrayList<>();
    readable.forEach(snippet -> snippets.add(new MarkedSnippet(snippet, marked.next())));
    List<Turn> kept = stillAllowed(inquiry, sources.readable(), patients(readable), guarded);
    Material material = new Material(guarded, question, new Earlier(kept, brought), snippets);
    inquiry.identified(material.identifiers());
    return material;
  }

  private static Passage questionPassage(Question question, Sources sources) {
    List<Span> carried =
        sources.questionKnown().stream()
            .map(match -> new Span(match.start(), match.end(), match.type(), 1.0, Span.Layer.KNOWN))
            .distinct()
            .toList();
    return new Passage(question.text(), carried);
  }

  // A turn leaves again only while the indexer says that the asker may read its documents, only
  // with patients whom this question is about too (policy hears of no others), and only if nothing
  // known by now turns up in it. A chat client keeps its own history.
  private static List<Turn> stillAllowed(
      Inquiry inquiry, Set<String> readable, Set<String> patients, Guarded guarded) throws Refusal {
    List<Turn> kept = new ArrayList<>();
    if (inquiry.question().chat() != null) {
      return kept;
    }
    for (Turn turn : inquiry.conversation().turns()) {
      if (readable.containsAll(turn.documents()) && patients.containsAll(turn.patients())) {
        List<Marked> found = guarded.find(turn.texts().stream().map(guarded::earlier).toList());
        if (found.stream().allMatch(text -> text.findings().spans().isEmpty())) {
          kept.add(turn);
        }
      }
    }
    return kept;
  }

  Decision.Permitted decide(Inquiry inquiry, Material material) throws Refusal {
    Set<String> patients =
        patients(material.snippets().stream().map(MarkedSnippet::snippet).toList());
    UUID id = inquiry.question().id();
    DisclosurePolicy.Recent recent = budgets.reserve(inquiry.asker(), id, patients);
    Decision decision = policy.decide(facts(inquiry, material, recent));
    return switch (decision) {
      case Decision.Permitted permitted -> {
        inquiry.decided("disclosure", permitted.evidence());
        if (permitted.obligations().review()) {
          emergencies.review(inquiry);
        }
        conversations.concern(inquiry.conversation(), inquiry.patients());
        yield inquiry.question().purposeAssumed() ? permitted.withoutRestore() : permitted;
      }
      case Decision.Withheld held -> {
        inquiry.decided("disclosure", held.evidence());
        throw withheld(held.reasons());
      }
      case Decision.Undecided ignored -> throw new Refusal(Code.POLICY_UNDECIDED);
    };
  }

  private static Set<String> patients(List<Snippet> snippets) {
    return snippets.stream()
        .flatMap(snippet -> snippet.handles().stream())
        .collect(Collectors.toSet());
  }

  private Facts facts(Inquiry inquiry, Material material, DisclosurePolicy.Recent recent) {
    List<SnippetFacts> snippets =
        material.snippets().stream()
            .map(m -> new SnippetFacts(m.snippet(), m.text().identifiers(), m.text().uncertain()))
            .toList();
    return new Facts(
        inquiry.asker(),
        inquiry.question(),
        material.question().identifiers(),
        material.earlier().history(),
        snippets,
        routesFor(inquiry.question().route()),
        recent,
        clock.instant());
  }

  private List<RouteFacts> routesFor(@Nullable String wanted) {
    return routes.stream()
        .filter(route -> wanted == null || route.name().equals(wanted))
        .map(route -> new RouteFacts(route, tunnel.prove(route)))
        .toList();
  }

  // Rate and tunnel have codes of their own (contracts.md section 6): asking later may help.
  static Refusal withheld(List<Reason> reasons) {
    return new Refusal(
        all(reasons, "rate")
            ? Code.RATE_LIMITED
            : all(reasons, "tunnel") ? Code.TUNNEL_UNPROVEN : Code.WITHHELD,
        reasons);
  }

  private static boolean all(List<Reason> reasons, String control) {
    return !reasons.isEmpty()
        && reasons.stream().allMatch(reason -> reason.control().startsWith(control));
  }
}
