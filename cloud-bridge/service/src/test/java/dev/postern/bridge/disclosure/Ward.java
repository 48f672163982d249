package dev.postern.bridge.disclosure;

import dev.postern.bridge.guard.DeidGuard;
import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.deid.pseudonym.Mode;
import dev.postern.runtime.ids.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A ward with one clinician, two documents, and every outside power in the test's hand. */
final class Ward implements AutoCloseable {
  static final Route ROUTE =
      new Route("azure-eu", "azure-openai", "westeurope", "gpt-4o", List.of("baa-2026-01"));
  static final Route OTHER =
      new Route("bedrock-eu", "amazon-bedrock", "eu-central-1", "claude", List.of("baa-2026-02"));
  static final PolicyEvidence EVIDENCE =
      new PolicyEvidence("d-1", "7.2000000000.0123456789ab", "{}", "{}");
  static final String LINDQVIST = "HANDLE-LINDQVIST";

  final List<String> story = new ArrayList<>();
  final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  final LogInMemory log = new LogInMemory(story);
  final ModelInMemory model = new ModelInMemory(story, clock);
  final ConversationsInMemory conversations = new ConversationsInMemory();
  final Set<UUID> reserved = new HashSet<>();
  final Switch killSwitch = new Switch();
  Admission admission = new Admission.Admitted(Classification.RESTRICTED, null, true, EVIDENCE);
  Decision decision = permitted(true);
  Sources sources = found(letter(), guideline());

  /** Documents that may still be read beside those that are found. */
  final Set<String> readable = new HashSet<>();

  int unreadCharacters = 12_000;
  boolean searchDown;
  int answerCharacters = 1_000;
  RouteHealth health = health(64, 5);
  Duration decisionTakes = Duration.ZERO;
  long tokensOfTheDay = 1_000_000;
  final ReviewsInMemory reviews = new ReviewsInMemory();
  boolean tunnelProven = true;
  DisclosurePolicy.@Nullable Facts asked;

  /** Pieces of text that the outbound check is to take for identifiers. */
  final Set<String> leaking = new HashSet<>();

  static Sources found(Snippet... snippets) {
    return new Sources(List.of(snippets), List.of(), Set.of());
  }

  static Decision.Permitted permitted(boolean restore) {
    return permitted(restore, Set.of(), 8, 16_000);
  }

  static Decision.Permitted permitted(
      boolean restore, Set<String> withheld, int snippets, int characters) {
    return permitted(restore, withheld, snippets, characters, List.of("azure-eu"));
  }

  /** May leave on both routes, this one first. */
  static Decision.Permitted permittedOnBoth() {
    return permitted(true, Set.of(), 8, 16_000, List.of("azure-eu", "bedrock-eu"));
  }

  private static Decision.Permitted permitted(
      boolean restore, Set<String> withheld, int snippets, int characters, List<String> routes) {
    return new Decision.Permitted(
        new Obligations(
            withheld,
            snippets,
            characters,
            2,
            Mode.PSEUDONYMS,
            restore,
            routes,
            true,
            false,
            false),
        EVIDENCE);
  }

  static Snippet letter() {
    return snippet(
        "ref-letter",
        "Letter about Marta Lindqvist",
        "Marta Lindqvist takes apixaban 5 mg. The dose was halved in May because of bleeding.",
        List.of(new Snippet.Patient(LINDQVIST, null, List.of(), List.of())),
        List.of(new KnownIdentifier(IdentifierType.PERSON, "Marta Lindqvist", "p1", LINDQVIST)));
  }

  static Snippet guideline() {
    return snippet(
        "ref-guideline", "Guideline", "Apixaban is given twice daily.", List.of(), List.of());
  }

  static Snippet snippet(
      String ref,
      String title,
      String text,
      List<Snippet.Patient> patients,
      List<KnownIdentifier> known) {
    return new Snippet(
        ref,
        "doc-" + ref,
        title,
        1,
        "Section of " + ref,
        text,
        Classification.CONFIDENTIAL,
        List.of("cardiology"),
        "ehr",
        3,
        patients,
        known,
        new Findings("patterns-1", List.of()),
        0.8);
  }

  static Asker clinician() {
    return new Asker(
        "sub-1", "st-aurelia", List.of("clinician"), List.of("cardiology"), null, null, "token");
  }

  RouteHealth health(int calls, int failures) {
    RouteHealth.Bounds bounds = new RouteHealth.Bounds(calls, failures, Duration.ofSeconds(10));
    return new RouteHealth(Map.of(ROUTE.name(), bounds, OTHER.name(), bounds), clock);
  }

  Outcome ask(String text) {
    return ask(text, new Heard());
  }

  Outcome ask(String text, String route) {
    Heard heard = new Heard();
    return ask(new Question(Ids.next(), text, Purpose.TREAT, null, route, 8, null), heard);
  }

  Outcome ask(String text, Heard heard) {
    return ask(new Question(Ids.next(), text, Purpose.TREAT, null, null, 8, null), heard);
  }

  Outcome ask(Question question) {
    return ask(question, new Heard());
  }

  Outcome ask(Question question, Heard heard) {
    Watched steps = new Watched();
    Policy policy = new Policy();
    Budget budget = new Budget();
    Tunnel tunnel =
        route ->
            new TunnelEvidence(tunnelProven, "lo", "127.0.0.1", List.of(), "", clock.instant());
    SnippetSearch search =
        (asker, asked, admitted, emergency, earlier) -> {
          if (searchDown) {
            throw new Refusal(Code.SEARCH_UNAVAILABLE);
          }
          if (emergency != null) {
            story.add("searched for " + emergency.handle());
          }
          Set<String> still = new HashSet<>(earlier);
          still.retainAll(readable);
          return new Sources(sources.snippets(), sources.questionKnown(), still);
        };
    DeidGuard guard =
        new DeidGuard(
            Detector.ofRules(),
            new Deidentifier(clock, new Random(1)),
            conversations,
            Duration.ofSeconds(30),
            unreadCharacters);
    IdentifierGuard strict = new SabotagedGuard(guard, leaking);
    Gathering gathering =
        new Gathering(
            conversations,
            policy,
            search,
            strict,
            budget,
            reviews.emergencies(log, clock),
            tunnel,
            List.of(ROUTE, OTHER),
            clock);
    Exchange exchange =
        new Exchange(
            tunnel,
            log,
            killSwitch,
            model,
            conversations,
            steps,
            new Exchange.Bounds(Duration.ofSeconds(5), Duration.ofSeconds(60), answerCharacters),
            clock);
    Preparation preparation = new Preparation(model, List.of(ROUTE, OTHER));
    Attempts attempts = new Attempts(preparation, exchange, health, new Tokens(), steps);
    AnswerQuestion flow = new AnswerQuestion(gathering, attempts, log, budget, steps, clock);
    Outcome outcome = flow.ask(clinician(), question, heard);
    story.add("caller hears " + outcome.getClass().getSimpleName());
    return outcome;
  }

  @Override
  public void close() {
    log.close();
  }

  /** What the caller hears while the answer comes. */
  static final class Heard implements AnswerListener {
    final StringBuilder text = new StringBuilder();
    @Nullable DisclosureSummary summary;
    int disclosures;
    boolean gone;
    Runnable leave = () -> gone = true;

    @Override
    public void disclosed(DisclosureSummary disclosed) {
      summary = disclosed;
      disclosures++;
    }

    @Override
    public void delta(String delta) {
      text.append(delta);
    }

    @Override
    public void cited(List<Citation> citations) {}

    @Override
    public void whenGone(Runnable stop) {
      if (gone) {
        stop.run();
      } else {
        leave = stop;
      }
    }
  }

  private final class Policy implements DisclosurePolicy {
    @Override
    public Admission admit(Asker asker, Question question, Recent recent, Instant now) {
      return admission;
    }

    @Override
    public Decision decide(Facts facts) {
      asked = facts;
      now.updateAndGet(then -> then.plus(decisionTakes));
      return decision;
    }
  }

  private final class Tokens implements TokenBudget {
    @Override
    public Taken take(String tenant, long tokens) throws Refusal {
      if (tokens > tokensOfTheDay) {
        throw new Refusal(Code.RATE_LIMITED);
      }
      tokensOfTheDay -= tokens;
      return new Taken(tenant, LocalDate.EPOCH, tokens);
    }

    @Override
    public void settle(Taken taken, long used) {
      tokensOfTheDay += taken.tokens() - used;
    }
  }

  private final class Budget implements Budgets {
    @Override
    public DisclosurePolicy.Recent recent(Asker asker) {
      return DisclosurePolicy.Recent.NONE;
    }

    @Override
    public DisclosurePolicy.Recent reserve(Asker asker, UUID question, Set<String> patients) {
      reserved.add(question);
      return recent(asker);
    }

    @Override
    public void release(UUID question) {
      reserved.remove(question);
    }
  }

  /** A kill switch that can be thrown before sending or in mid-answer. */
  final class Switch implements KillSwitch {
    boolean on;
    @Nullable Runnable whenStopped;

    @Override
    public void demandOff(Asker asker, Route route) throws Refusal {
      story.add("kill switch read");
      if (on) {
        throw new Refusal(Code.EGRESS_STOPPED);
      }
    }

    @Override
    public Watch watch(Asker asker, Route route, Runnable stop) {
      whenStopped = stop;
      return () -> whenStopped = null;
    }
  }

  private final class Watched implements Steps {
    @Override
    public <T, X extends Exception> T during(Step step, Work<T, X> work) throws X {
      return work.run();
    }

    @Override
    public void ended(Outcome outcome) {}

    @Override
    public void lost(String what) {}

    @Override
    public void unforeseen(RuntimeException error) {
      if (error != model.unforeseen) {
        throw error;
      }
    }
  }
}
