package dev.postern.bridge.disclosure;

import dev.postern.bridge.disclosure.ShadowDifferences.Difference;
import dev.postern.bridge.disclosure.ShadowDifferences.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The active policy, with a candidate asked the same beside it. What the candidate says has no
 * effect: it is asked after the active policy has answered, on a thread of its own, one decision at
 * a time, and not at all while too many wait.
 */
public final class ShadowPolicy implements DisclosurePolicy, AutoCloseable {
  private static final String ADMISSION = "admission";
  private static final String DISCLOSURE = "disclosure";
  private static final int WHOLE = 10_000;

  private final DisclosurePolicy active;
  private final DisclosurePolicy candidate;
  private final double share;
  private final ShadowDifferences differences;
  private final Counts counts;
  private final Clock clock;
  private final ThreadPoolExecutor beside;

  /**
   * @param share of the questions that the candidate is asked about, from 0 to 1
   * @param queue how many decisions may wait for the candidate
   */
  public ShadowPolicy(
      DisclosurePolicy active,
      DisclosurePolicy candidate,
      double share,
      int queue,
      ShadowDifferences differences,
      Counts counts,
      Clock clock) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of questions is from 0 to 1");
    }
    this.active = active;
    this.candidate = candidate;
    this.share = share;
    this.differences = differences;
    this.counts = counts;
    this.clock = clock;
    this.beside =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("shadow-", 0).factory());
  }

  /** How a decision of the candidate compares. */
  public enum Compared {
    SAME,
    NEWLY_ALLOWED,
    NEWLY_WITHHELD,
    OBLIGATIONS,
    /** No candidate runs. */
    ABSENT,
    /** The candidate gave no answer that could be used. */
    UNDECIDED,
    /** Nobody asked the candidate: too many waited. */
    DROPPED,
    /** The candidate was asked, and this could not be finished. */
    FAILED
  }

  /** Hears of each comparison. */
  public interface Counts {

    /**
     * @param decision admission or disclosure
     */
    void count(String decision, Compared compared);
  }

  @Override
  public Admission admit(Asker asker, Question question, Recent recent, Instant now) {
    Admission said = active.admit(asker, question, recent, now);
    Supplier<Said> shadow = () -> said(candidate.admit(asker, question, recent, now));
    compare(new Asked(ADMISSION, question.id(), asker.tenant()), said(said), shadow);
    return said;
  }

  @Override
  public Decision decide(Facts facts) {
    Decision said = active.decide(facts);
    Supplier<Said> shadow = () -> said(candidate.decide(facts));
    Asked asked = new Asked(DISCLOSURE, facts.question().id(), facts.asker().tenant());
    compare(asked, said(said), shadow);
    return said;
  }

  private record Asked(String decision, UUID question, String tenant) {}

  /**
   * What a policy said, in a form that compares.
   *
   * @param revision of the policy, or null where it said nothing
   * @param cause why it said nothing
   * @param terms what a permission demands, by name
   */
  private record Said(
      @Nullable String revision,
      String cause,
      boolean permits,
      List<Reason> reasons,
      Map<String, Object> terms) {

    static Said nothing(String cause) {
      return new Said(null, cause, false, List.of(), Map.of());
    }

    static Said permitted(PolicyEvidence evidence, Map<String, Object> terms) {
      return new Said(evidence.revision(), "", true, List.of(), terms);
    }

    static Said refused(PolicyEvidence evidence, List<Reason> reasons) {
      return new Said(evidence.revision(), "", false, reasons, Map.of());
    }
  }

  private void compare(Asked asked, Said said, Supplier<Said> shadow) {
    String revision = said.revision();
    if (revision == null || !sampled(asked.question())) {
      return;
    }
    try {
      beside.execute(() -> finish(asked, said, revision, shadow));
    } catch (RejectedExecutionException full) {
      counts.count(asked.decision(), Compared.DROPPED);
    }
  }

  // By its id: both decisions of a question, or none.
  private boolean sampled(UUID question) {
    return Math.floorMod(question.hashCode(), WHOLE) < share * WHOLE;
  }

  private void finish(Asked asked, Said said, String revision, Supplier<Said> shadow) {
    try {
      counts.count(asked.decision(), compared(asked, said, revision, shadow.get()));
    } catch (RuntimeException e) {
      counts.count(asked.decision(), Compared.FAILED);
    }
  }

  private Compared compared(Asked asked, Said said, String revision, Said shadow) {
    String other = shadow.revision();
    if (other == null) {
      return shadow.cause().equals(UNREACHABLE) ? Compared.ABSENT : Compared.UNDECIDED;
    }
    if (said.permits() != shadow.permits()) {
      Kind kind = shadow.permits() ? Kind.NEWLY_ALLOWED : Kind.NEWLY_WITHHELD;
      Set<String> controls = controls(shadow.permits() ? said : shadow);
      remember(asked, kind, controls, Set.of(), revision, other);
      return shadow.permits() ? Compared.NEWLY_ALLOWED : Compared.NEWLY_WITHHELD;
    }
    if (said.terms().equals(shadow.terms())) {
      return Compared.SAME;
    }
    Set<String> changed = new TreeSet<>();
    said.terms()
        .forEach(
            (name, term) -> {
              if (!term.equals(shadow.terms().get(name))) {
                changed.add(name);
              }
            });
    remember(asked, Kind.OBLIGATIONS, Set.of(), changed, revision, other);
    return Compared.OBLIGATIONS;
  }

  private void remember(
      Asked asked,
      Kind kind,
      Set<String> controls,
      Set<String> obligations,
      String active,
      String shadow) {
    differences.remember(
        asked.tenant(),
        new Difference(
            asked.question(),
            asked.decision(),
            kind,
            List.copyOf(controls),
            List.copyOf(obligations),
            active,
            shadow,
            clock.instant()));
  }

  private static Set<String> controls(Said said) {
    Set<String> controls = new TreeSet<>();
    said.reasons().forEach(reason -> controls.add(reason.control()));
    return controls;
  }

  private static Said said(Admission admission) {
    return switch (admission) {
      case Admission.Admitted admitted -> {
        Map<String, Object> terms = new LinkedHashMap<>();
        terms.put("classifications_max", admitted.classificationsMax());
        List<String> sources = admitted.sources();
        terms.put("sources", sources == null ? "all" : sources);
        terms.put("restore", admitted.restore());
        yield Said.permitted(admitted.evidence(), terms);
      }
      case Admission.Rejected rejected -> Said.refused(rejected.evidence(), rejected.reasons());
      case Admission.Undecided undecided -> Said.nothing(undecided.cause());
    };
  }

  private static Said said(Decision decision) {
    return switch (decision) {
      case Decision.Permitted permitted ->
          Said.permitted(permitted.evidence(), terms(permitted.obligations()));
      case Decision.Withheld withheld -> Said.refused(withheld.evidence(), withheld.reasons());
      case Decision.Undecided undecided -> Said.nothing(undecided.cause());
    };
  }

  private static Map<String, Object> terms(Obligations obligations) {
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("withhold", obligations.withhold());
    terms.put("max_snippets", obligations.maxSnippets());
    terms.put("max_characters", obligations.maxCharacters());
    terms.put("max_patients", obligations.maxPatients());
    terms.put("deidentify", obligations.mode());
    terms.put("restore", obligations.restore());
    terms.put("routes", obligations.routes());
    terms.put("accountable", obligations.accountable());
    terms.put("on_prem_only", obligations.onPremOnly());
    terms.put("review", obligations.review());
    return terms;
  }

  @Override
  public void close() {
    beside.shutdownNow();
  }
}
