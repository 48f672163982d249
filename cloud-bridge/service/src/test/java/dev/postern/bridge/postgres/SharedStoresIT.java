package dev.postern.bridge.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Reviews.Count;
import dev.postern.bridge.disclosure.Reviews.Review;
import dev.postern.bridge.disclosure.ShadowDifferences.Difference;
import dev.postern.bridge.disclosure.ShadowDifferences.Kind;
import dev.postern.bridge.wiring.Bridge;
import dev.postern.runtime.boot.Migration;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.RealParts;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What several bridges share: each counts, records and closes as if it were alone. */
class SharedStoresIT {
  private static final int AT_ONCE = 24;

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static DataSource database;

  @BeforeAll
  static void migrate() {
    RealParts parts = RealParts.shared();
    String name = parts.postgres().scratch("bridge");
    var superuser = parts.postgres().database(name);
    Migration.beside(Bridge.class)
        .apply(
            parts.postgres().jdbcUrl(name),
            String.valueOf(superuser.getUser()),
            String.valueOf(superuser.getPassword()));
    database = superuser;
  }

  @Test
  void everyDisclosureOfAnAskerIsCountedOnceOverAllBridges() throws Exception {
    Asker ada = asker("ada");
    List<Recent> seen =
        atOnce(number -> new PostgresBudgets(database).reserve(ada, Ids.next(), Set.of()));

    assertEquals(
        IntStream.range(0, AT_ONCE).boxed().toList(),
        seen.stream().map(Recent::disclosuresLastHour).sorted().toList());
  }

  @Test
  void everyDisclosureOfAPatientIsCountedOnceOverAllAskers() throws Exception {
    Set<String> patients = Set.of("h-1", "h-2");
    List<Recent> seen =
        atOnce(
            number ->
                new PostgresBudgets(database)
                    .reserve(asker("asker-" + number), Ids.next(), patients));

    assertEquals(
        IntStream.range(0, AT_ONCE).boxed().toList(),
        seen.stream().map(Recent::disclosuresOfPatientLastDay).sorted().toList());
    Asker elsewhere = new Asker("eve", "elsewhere", List.of(), List.of(), null, null, "token");
    Recent other = new PostgresBudgets(database).reserve(elsewhere, Ids.next(), patients);
    assertEquals(0, other.disclosuresOfPatientLastDay());
  }

  private static final Clock DAY =
      Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

  @Test
  void theDaysTokensOfATenantAreTakenByAsManyAsThereAre() throws Exception {
    PostgresTokenBudget budget = new PostgresTokenBudget(database, t -> 100, DAY);
    List<Boolean> taken =
        atOnce(
            number -> {
              try {
                budget.take("tokens-a", 10);
                return true;
              } catch (Refusal refused) {
                assertEquals(Code.RATE_LIMITED, refused.code());
                return false;
              }
            });
    assertEquals(10, taken.stream().filter(took -> took).count());
    budget.take("tokens-b", 100);
    assertThrows(Refusal.class, () -> budget.take("tokens-c", 101));
  }

  @Test
  void tokensThatWereNotUsedAreThereAgain() throws Refusal {
    PostgresTokenBudget budget = new PostgresTokenBudget(database, t -> 100, DAY);
    var taken = budget.take("tokens-d", 100);
    budget.settle(taken, 40);
    assertThrows(Refusal.class, () -> budget.take("tokens-d", 61));
    budget.take("tokens-d", 60);
  }

  @Test
  void whatNeverLeftIsGivenBack() throws Refusal {
    PostgresBudgets budgets = new PostgresBudgets(database);
    Asker ben = asker("ben");
    UUID question = Ids.next();
    budgets.reserve(ben, question, Set.of("h-9"));
    assertEquals(new Recent(1, 1, 0), budgets.recent(ben));

    budgets.release(question);

    assertEquals(Recent.NONE, budgets.recent(ben));
    assertEquals(0, budgets.reserve(ben, Ids.next(), Set.of("h-9")).disclosuresOfPatientLastDay());
  }

  @Test
  void anActivationIsRecordedByOneBridgeAndAnOlderOneByNone() throws Exception {
    AtomicInteger recorded = new AtomicInteger();
    BundleInForce second = bundle(2);
    atOnce(
        number -> {
          new PostgresActivations(database).once(second, before -> recorded.incrementAndGet());
          return number;
        });
    new PostgresActivations(database).once(bundle(1), before -> recorded.incrementAndGet());
    assertEquals(1, recorded.get());

    List<BundleInForce> places = new ArrayList<>();
    new PostgresActivations(database)
        .once(
            bundle(3),
            before -> {
              if (before != null) {
                places.add(before);
              }
            });
    assertEquals(List.of(second), places);
  }

  @Test
  void anActivationThatCouldNotBeRecordedIsTriedAgain() throws Refusal {
    BundleInForce first =
        new BundleInForce("killswitch", "1.4102444800.0123456789ab", 1, "a", "off");
    PostgresActivations activations = new PostgresActivations(database);
    assertThrows(
        Refusal.class,
        () ->
            activations.once(
                first,
                before -> {
                  throw new Refusal(Code.AUDIT_UNAVAILABLE);
                }));

    AtomicInteger recorded = new AtomicInteger();
    activations.once(first, before -> recorded.incrementAndGet());
    activations.once(first, before -> recorded.incrementAndGet());
    assertEquals(1, recorded.get());
  }

  @Test
  void aReviewIsClosedByOneReviewerOfItsTenant() throws Exception {
    Instant opened = Instant.parse("2026-11-22T10:00:00Z");
    Review review = new Review(Ids.next(), "st-aurelia", "ada", "break_glass", "disaster", opened);
    PostgresReviews reviews = new PostgresReviews(database);
    reviews.open(review);
    reviews.open(review);
    assertEquals(List.of(review), reviews.open("st-aurelia"));
    assertEquals(List.of(), reviews.open("elsewhere"));
    assertEquals(new Count(1, 1), reviews.count(opened.plusSeconds(1)));
    assertEquals(new Count(1, 0), reviews.count(opened));
    assertThrows(Refusal.class, () -> reviews.close("elsewhere", review.question(), closed -> {}));

    AtomicInteger closed = new AtomicInteger();
    atOnce(
        number -> {
          try {
            new PostgresReviews(database)
                .close("st-aurelia", review.question(), each -> closed.incrementAndGet());
          } catch (Refusal notThere) {
            assertEquals(Code.NOT_FOUND, notThere.code());
          }
          return number;
        });

    assertEquals(1, closed.get());
    assertEquals(List.of(), reviews.open("st-aurelia"));
  }

  /** Work of one of many bridges. */
  private interface Work<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> atOnce(Work<T> work) throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      int number = i;
      calls.add(() -> work.run(number));
    }
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<T> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
    }
    return results;
  }

  private static BundleInForce bundle(long serial) {
    return new BundleInForce("policy", serial + ".4102444800.0123456789ab", serial, "ada/0f", "");
  }

  @Test
  void differencesAreKeptByTenantAndOnlyTheNewest() throws Exception {
    PostgresShadowDifferences differences = new PostgresShadowDifferences(database);
    List<Difference> all = IntStream.range(0, 5).mapToObj(number -> difference()).toList();
    all.forEach(each -> differences.remember("st-aurelia", each));
    differences.remember("elsewhere", difference());

    assertEquals(all.reversed().subList(0, 3), differences.newest("st-aurelia", 3));
    assertEquals(5L, differences.count("st-aurelia").get(Kind.NEWLY_WITHHELD));
    assertEquals(0L, differences.count("st-aurelia").get(Kind.OBLIGATIONS));

    differences.forgetAllBut(3);

    assertEquals(2L, differences.count("st-aurelia").get(Kind.NEWLY_WITHHELD));
    assertEquals(all.getLast(), differences.newest("st-aurelia", 1).getFirst());
  }

  private static Difference difference() {
    return new Difference(
        Ids.next(),
        "disclosure",
        Kind.NEWLY_WITHHELD,
        List.of("rate", "tunnel"),
        List.of(),
        "7.1800000000.0123456789ab",
        "9.1800000000.ba9876543210",
        Instant.parse("2026-11-22T10:00:00Z"));
  }

  private static Asker asker(String subject) {
    return new Asker(subject, "st-aurelia", List.of(), List.of(), null, null, "token");
  }
}
