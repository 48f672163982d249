package dev.postern.bridge.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Code;
import dev.postern.bridge.disclosure.Conversations.Conversation;
import dev.postern.bridge.disclosure.DestroyedKey;
import dev.postern.bridge.disclosure.IdentifierGuard.Guarded;
import dev.postern.bridge.disclosure.IdentifierGuard.Marked;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.bridge.disclosure.Turn;
import dev.postern.bridge.guard.DeidGuard;
import dev.postern.bridge.sealing.ContentKey;
import dev.postern.bridge.sealing.KeyWrapper;
import dev.postern.bridge.wiring.Bridge;
import dev.postern.deid.Detector;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Passage;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.deid.pseudonym.Mode;
import dev.postern.deid.pseudonym.StoredToken;
import dev.postern.runtime.boot.Migration;
import dev.postern.runtime.ids.Ids;
import dev.postern.toolbox.RealParts;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conversations of several bridges over one database. */
class ConversationsIT {
  private static final int QUESTIONS = 50;
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @SuppressWarnings("NullAway.Init") // made before the first test
  private static DataSource database;

  private Instant now = NOW;

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
  void fiftyQuestionsAtOnceOverTwoBridgesGiveNoTokenTwoMeanings() throws Exception {
    PostgresConversations first = bridge();
    PostgresConversations second = bridge();
    Conversation conversation = first.begin(asker("ada", "st-aurelia"), Purpose.TREAT);
    List<String> names =
        List.of("Anna Kowalski", "Jan Kowalski", "Marta Lindqvist", "Oskar Brandt");
    List<KnownIdentifier> known = names.stream().map(ConversationsIT::person).toList();

    List<Map<String, String>> said =
        atOnce(
            number -> {
              PostgresConversations bridge = number % 2 == 0 ? first : second;
              String own = "MRN 44" + (100_000 + number);
              String text =
                  "Does "
                      + names.get(number % names.size())
                      + ", "
                      + own
                      + ", know "
                      + names.get((number / 3 + 1) % names.size())
                      + "?";
              return replaced(guard(bridge).open(conversation, known), text);
            });

    Map<String, String> meaning = new HashMap<>();
    for (Map<String, String> tokens : said) {
      tokens.forEach(
          (token, value) -> {
            String other = meaning.putIfAbsent(token, value);
            assertTrue(other == null || other.equals(value), token);
          });
    }
    Set<String> people =
        meaning.entrySet().stream()
            .filter(each -> each.getKey().startsWith("[PERSON_"))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    assertEquals(Set.copyOf(names), people);
    assertEquals(names.size() + QUESTIONS, meaning.size(), meaning.keySet().toString());
    assertEquals(
        meaning,
        first.open(conversation).store().tokens().stream()
            .collect(Collectors.toMap(token -> token.token().text(), StoredToken::value)));
  }

  private static Map<String, String> replaced(Guarded guarded, String text) throws Refusal {
    List<Marked> marked = guarded.find(List.of(Passage.of(text)));
    var replacement = guarded.replace(marked, Mode.PSEUDONYMS);
    return replacement.tokens(replacement.texts().getFirst().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void neitherIndexKeysNorTokensCanBeLinkedAcrossConversationsOrTenants() throws Exception {
    PostgresConversations bridge = bridge();
    List<KnownIdentifier> known = List.of(person("Anna Kowalski"));
    for (String tenant : List.of("st-link", "st-link", "elsewhere")) {
      Conversation one = bridge.begin(asker("ada", tenant), Purpose.TREAT);
      replaced(guard(bridge).open(one, known), "How is Anna Kowalski?");
    }
    List<String> keys =
        new Database(database)
            .query(
                "SELECT index_key FROM token JOIN conversation c ON c.id = conversation"
                    + " WHERE type = 'PERSON' AND c.tenant IN ('st-link', 'elsewhere')",
                row -> row.getString(1));
    assertEquals(3, keys.size());
    assertEquals(3, Set.copyOf(keys).size());
  }

  @Test
  void aForeignAnUnknownAndAnEndedConversationAreNotFoundAndAnotherPurposeIsAConflict()
      throws Refusal {
    PostgresConversations bridge = bridge();
    Asker ada = asker("ada", "st-aurelia");
    UUID id = bridge.begin(ada, Purpose.TREAT).id();

    assertEquals(id, bridge().open(ada, Purpose.TREAT, id).id());
    assertEquals(Code.NOT_FOUND, refusal(bridge, asker("ben", "st-aurelia"), Purpose.TREAT, id));
    assertEquals(Code.NOT_FOUND, refusal(bridge, asker("ada", "elsewhere"), Purpose.TREAT, id));
    assertEquals(Code.NOT_FOUND, refusal(bridge, asker("ben", "st-aurelia"), Purpose.HRESCH, id));
    assertEquals(Code.NOT_FOUND, refusal(bridge, ada, Purpose.TREAT, Ids.next()));
    assertEquals(Code.CONFLICT, refusal(bridge, ada, Purpose.HRESCH, id));

    now = NOW.plus(Duration.ofHours(24)).minusSeconds(1);
    assertEquals(id, bridge.open(ada, Purpose.TREAT, id).id());
    now = NOW.plus(Duration.ofHours(24));
    assertEquals(Code.NOT_FOUND, refusal(bridge, ada, Purpose.TREAT, id));
  }

  private static Code refusal(PostgresConversations bridge, Asker asker, Purpose purpose, UUID id) {
    return assertThrows(Refusal.class, () -> bridge.open(asker, purpose, id)).code();
  }

  @Test
  void turnsComeBackInTheirOrderTheLatestOnlyAndAreNotReadableInTheDatabase() throws Exception {
    PostgresConversations bridge = bridge();
    Asker ada = asker("ada", "st-aurelia");
    Conversation conversation = bridge.begin(ada, Purpose.TREAT);
    for (int i = 0; i < 5; i++) {
      bridge.add(conversation, turn("Question " + i + " of [PERSON_1]"));
    }

    List<Turn> turns = bridge().open(ada, Purpose.TREAT, conversation.id()).turns();

    assertEquals(
        List.of(
            turn("Question 2 of [PERSON_1]"),
            turn("Question 3 of [PERSON_1]"),
            turn("Question 4 of [PERSON_1]")),
        turns);
    List<byte[]> sealed =
        new Database(database)
            .query(
                "SELECT sealed FROM turn WHERE conversation = ?",
                row -> row.getBytes(1),
                conversation.id());
    assertEquals(5, sealed.size());
    for (byte[] each : sealed) {
      assertFalse(new String(each, StandardCharsets.ISO_8859_1).contains("Question"));
    }
  }

  @Test
  void aConversationEndsAtOnceWhenAPatientInItIsShredded() throws Exception {
    PostgresConversations bridge = bridge();
    Asker ada = asker("ada", "st-shred");
    Conversation about = bridge.begin(ada, Purpose.TREAT);
    bridge.concern(about, Set.of("h-1", "h-2"));
    bridge.concern(about, Set.of("h-2"));
    replaced(guard(bridge).open(about, List.of()), "How is Anna Kowalski, MRN 44100000?");
    bridge.add(about, turn("How is [PERSON_1]?"));
    Conversation other = bridge.begin(ada, Purpose.TREAT);
    bridge.concern(other, Set.of("h-3"));
    Conversation elsewhere = bridge.begin(asker("ada", "elsewhere"), Purpose.TREAT);
    bridge.concern(elsewhere, Set.of("h-2"));

    List<DestroyedKey> destroyed =
        List.of(
            new DestroyedKey(Ids.next(), "st-shred", "h-2"),
            new DestroyedKey(Ids.next(), "st-shred", "h-9"));
    bridge().forgetPatients(destroyed);

    assertEquals(Code.NOT_FOUND, refusal(bridge, ada, Purpose.TREAT, about.id()));
    assertEquals(other.id(), bridge.open(ada, Purpose.TREAT, other.id()).id());
    assertEquals(1, count("conversation WHERE id = '" + elsewhere.id() + "'"));
    for (String table : List.of("turn", "token", "conversation_patient")) {
      assertEquals(0, count(table + " WHERE conversation = '" + about.id() + "'"), table);
    }
    // A question under way then finds its conversation gone, and keeps nothing.
    assertThrows(Refusal.class, () -> bridge.concern(about, Set.of("h-2")));
    assertThrows(Refusal.class, () -> bridge.add(about, turn("late")));
    assertThrows(Refusal.class, () -> bridge.open(about));

    // A bridge that starts hears of every key again: what began since goes on.
    Conversation newer = bridge.begin(ada, Purpose.TREAT);
    bridge.concern(newer, Set.of("h-2"));
    bridge().forgetPatients(destroyed);
    assertEquals(newer.id(), bridge.open(ada, Purpose.TREAT, newer.id()).id());
    bridge().forgetPatients(List.of(new DestroyedKey(Ids.next(), "st-shred", "h-2")));
    assertEquals(Code.NOT_FOUND, refusal(bridge, ada, Purpose.TREAT, newer.id()));
  }

  @Test
  void whatEndedIsDeletedAndThenTheKeyOfItsDay() throws Exception {
    now = Instant.parse("2026-01-10T10:00:00Z");
    PostgresConversations bridge = bridge();
    Conversation old = bridge.begin(asker("ada", "st-old"), Purpose.TREAT);
    bridge.add(old, turn("x"));
    String key = "content_key WHERE name = 'conversation:2026-01-10'";
    new Database(database)
        .update(
            "UPDATE content_key SET created_at = ? WHERE name = 'conversation:2026-01-10'", now);

    now = now.plus(Duration.ofHours(23));
    bridge.forgetEnded();
    assertEquals(1, count("turn WHERE conversation = '" + old.id() + "'"));

    now = now.plus(Duration.ofHours(1));
    bridge.forgetEnded();
    assertEquals(0, count("turn WHERE conversation = '" + old.id() + "'"));
    assertEquals(1, count(key));

    now = now.plus(Duration.ofDays(3));
    bridge.forgetEnded();
    assertEquals(0, count(key));
  }

  private static int count(String from) throws Exception {
    return new Database(database)
        .query("SELECT count(*) FROM " + from, row -> row.getInt(1))
        .getFirst();
  }

  /** A bridge of its own over the one database. */
  private PostgresConversations bridge() {
    Clock clock =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new PostgresConversations(
        database,
        new ContentKeys(database, new OpenKeys()),
        Duration.ofHours(24),
        3,
        Ids::next,
        clock);
  }

  private static DeidGuard guard(PostgresConversations bridge) {
    return new DeidGuard(
        Detector.ofRules(),
        new Deidentifier(Clock.systemUTC(), new SecureRandom()),
        bridge,
        Duration.ofSeconds(60),
        12_000);
  }

  private static Turn turn(String question) {
    return new Turn(
        question,
        "An answer.",
        Set.of("ref"),
        Set.of("doc"),
        Set.of("cardiology"),
        Set.of("h-2"),
        Set.of(Classification.CONFIDENTIAL),
        Tally.of(List.of(IdentifierType.PERSON)));
  }

  private static KnownIdentifier person(String name) {
    return new KnownIdentifier(IdentifierType.PERSON, name, "person of " + name, null);
  }

  private static Asker asker(String subject, String tenant) {
    return new Asker(subject, tenant, List.of(), List.of(), null, null, "token");
  }

  /** One of many questions. */
  private interface Work<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> atOnce(Work<T> work) throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < QUESTIONS; i++) {
      int number = i;
      calls.add(() -> work.run(number));
    }
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(QUESTIONS)) {
      for (Future<T> each : threads.invokeAll(calls)) {
        results.add(each.get());
      }
    }
    return results;
  }

  /** Stands for the secrets server: keys wrapped in nothing. */
  private static final class OpenKeys implements KeyWrapper {
    @Override
    public Wrapped make() {
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      return new Wrapped(ContentKey.of(key), Base64.getEncoder().encodeToString(key));
    }

    @Override
    public ContentKey open(String wrapped) {
      return ContentKey.of(Base64.getDecoder().decode(wrapped));
    }
  }
}
