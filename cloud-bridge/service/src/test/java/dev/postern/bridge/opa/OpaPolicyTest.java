package dev.postern.bridge.opa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.postern.bridge.disclosure.Admission;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.Classification;
import dev.postern.bridge.disclosure.Decision;
import dev.postern.bridge.disclosure.DisclosurePolicy.Facts;
import dev.postern.bridge.disclosure.DisclosurePolicy.History;
import dev.postern.bridge.disclosure.DisclosurePolicy.Recent;
import dev.postern.bridge.disclosure.PolicySerials;
import dev.postern.bridge.disclosure.Purpose;
import dev.postern.bridge.disclosure.Question;
import dev.postern.bridge.disclosure.Refusal;
import dev.postern.bridge.disclosure.Route;
import dev.postern.bridge.disclosure.Tally;
import dev.postern.runtime.ids.Ids;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a server on OPA's port says that is not a whole answer is undecided. */
class OpaPolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String REVISION = "7.1800000000.0123456789ab";
  private static final String PROVENANCE =
      ",\"decision_id\":\"d-1\",\"provenance\":{\"bundles\":{\"policy\":{\"revision\":\""
          + REVISION
          + "\"}}}}";
  private static final String BOTH =
      ",\"provenance\":{\"bundles\":{\"policy\":{\"revision\":\""
          + REVISION
          + "\"},\"killswitch\":{\"revision\":\""
          + REVISION
          + "\"}}}}";
  private static final String ADMITS =
      "{\"outcome\":\"permit\",\"reasons\":[],\"classifications_max\":\"restricted\",\"sources\":null,\"restore\":true}";
  private static final String OBLIGES =
      "{\"withhold\":[],\"max_snippets\":8,\"max_characters\":16000,\"max_patients\":2,"
          + "\"deidentify\":\"pseudonyms\",\"restore\":true,\"routes\":[\"azure-eu\"],"
          + "\"accountable\":true,\"on_prem_only\":false,\"review\":false}";
  private static final String PERMITS =
      "{\"outcome\":\"permit\",\"reasons\":[],\"obligations\":" + OBLIGES + "}";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final Map<String, Long> highest = new ConcurrentHashMap<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private HttpServer server = start();
  private volatile int status = 200;
  private volatile boolean hanging;
  private Duration reload = Duration.ZERO;
  private volatile @Nullable String afterwards;

  private static HttpServer start() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          if (hanging) {
            awaitNever();
          }
          String path = exchange.getRequestURI().getPath();
          byte[] body = answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
          String next = afterwards;
          if (next != null) {
            answers.put(path, next);
          }
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private void awaitNever() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
  }

  private final PolicySerials serials =
      serials ->
          serials.entrySet().stream()
              .allMatch(
                  s -> s.getValue().equals(highest.merge(s.getKey(), s.getValue(), Math::max)));

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private OpaPolicy policy() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new OpaPolicy(client(clock));
  }

  private OpaClient client(Clock clock) {
    return new OpaClient(
        HttpClient.newHttpClient(), address(), Duration.ofMillis(500), reload, serials, clock);
  }

  private Admission admit(String answer) {
    answers.put("/v1/data/postern/admission", answer);
    return policy().admit(asker(), question(), Recent.NONE, NOW);
  }

  private Decision decide(String answer) {
    answers.put("/v1/data/postern/disclosure", answer);
    Facts facts =
        new Facts(
            asker(), question(), Tally.NONE, History.NONE, List.of(), List.of(), Recent.NONE, NOW);
    return policy().decide(facts);
  }

  private static Asker asker() {
    return new Asker("s", "t", List.of("clinician"), List.of(), null, null, "token");
  }

  private static Question question() {
    return new Question(Ids.next(), "?", Purpose.TREAT, null, null, 8, null);
  }

  private static String result(String result) {
    return "{\"result\":" + result + PROVENANCE;
  }

  @Test
  void aWholeAnswerIsUsedWithItsEvidence() {
    Admission.Admitted admitted = assertInstanceOf(Admission.Admitted.class, admit(result(ADMITS)));
    assertEquals(Classification.RESTRICTED, admitted.classificationsMax());
    assertEquals("d-1", admitted.evidence().decisionId());
    assertEquals(REVISION, admitted.evidence().revision());

    Decision.Permitted permitted =
        assertInstanceOf(Decision.Permitted.class, decide(result(PERMITS)));
    assertEquals(8, permitted.obligations().maxSnippets());
  }

  @Test
  void withholdingCarriesItsReasons() {
    String withheld =
        "{\"outcome\":\"withhold\",\"obligations\":null,\"reasons\":[{\"code\":\"clearance.high\",\"message\":\"Not"
            + " for you.\",\"control\":\"clearance\"}]}";

    Decision.Withheld decision =
        assertInstanceOf(Decision.Withheld.class, decide(result(withheld)));

    assertEquals("clearance.high", decision.reasons().getFirst().code());
  }

  @Test
  void undefinedIsUndecided() {
    undecided("{\"decision_id\":\"d-1\"}");
    undecided("{}");
  }

  @Test
  void anAnswerWithoutIdOrRevisionIsUndecided() {
    undecided("{\"result\":" + PERMITS + "}");
    undecided(
        "{\"result\":"
            + PERMITS
            + ",\"provenance\":{\"bundles\":{\"policy\":{\"revision\":\""
            + REVISION
            + "\"}}}}");
    undecided(
        "{\"result\":" + PERMITS + ",\"decision_id\":\"d-1\",\"provenance\":{\"bundles\":{}}}");
  }

  @Test
  void wrongTypesMissingAndUnknownMembersAreUndecided() {
    undecided(result(PERMITS.replace("\"max_snippets\":8", "\"max_snippets\":\"8\"")));
    undecided(result(PERMITS.replace("\"max_snippets\":8", "\"max_snippets\":-1")));
    undecided(result(PERMITS.replace("\"max_snippets\":8", "\"max_snippets\":8.5")));
    undecided(result(PERMITS.replace("\"review\":false", "\"review\":false,\"watermark\":true")));
    undecided(result(PERMITS.replace(",\"review\":false", "")));
    undecided(result(PERMITS.replace("pseudonyms", "hope")));
    undecided(result(PERMITS.replace("\"permit\"", "\"maybe\"")));
    undecided(result(PERMITS.replace("\"reasons\":[]", "\"reasons\":null")));
    undecided(result("[]"));
    undecided(result("true"));
  }

  @Test
  void anExpiredMalformedOrOlderBundleIsUndecided() {
    undecided(result(PERMITS).replace(REVISION, "7.1700000000.0123456789ab"));
    undecided(result(PERMITS).replace(REVISION, "latest"));
    highest.put("policy", 8L);
    undecided(result(PERMITS));
  }

  @Test
  void anAnswerOfAnOlderBundleIsAskedForAgainWhileANewOneSpreads() {
    reload = Duration.ofSeconds(10);
    highest.put("policy", 8L);
    afterwards = result(PERMITS).replace(REVISION, REVISION.replaceFirst("\\d+", "8"));

    assertInstanceOf(Decision.Permitted.class, decide(result(PERMITS)));
  }

  @Test
  void whatIsInForceSaysWhoSignedIt() {
    answers.put(
        "/v1/data/postern/publication",
        "{\"result\":{\"policy\":{\"signed_by\":\"ada\",\"key\":\"0f\"},"
            + "\"killswitch\":{\"signed_by\":\"bob\",\"key\":\"1e\"}}"
            + BOTH);
    answers.put("/v1/data/postern/killswitch/stops", "{\"result\":[\"provider:x\",\"all\"]" + BOTH);

    List<BundleInForce> bundles = new OpaBundles(client(Clock.systemUTC())).now();

    assertEquals(
        List.of(
            new BundleInForce("policy", REVISION, 7, "ada/0f", ""),
            new BundleInForce("killswitch", REVISION, 7, "bob/1e", "all,provider:x")),
        bundles);
    answers.put("/v1/data/postern/publication", "{}");
    assertEquals(List.of(), new OpaBundles(client(Clock.systemUTC())).now());
  }

  private void undecided(String answer) {
    assertInstanceOf(Decision.Undecided.class, decide(answer), answer);
  }

  @Test
  void errorsGarbageSilenceAndAbsenceAreUndecided() {
    status = 500;
    undecided(result(PERMITS));
    status = 200;
    undecided("<html>");
    hanging = true;
    undecided(result(PERMITS));
    hanging = false;
    server.stop(0);
    undecided(result(PERMITS));
  }

  @Test
  void theKillSwitchIsOffOnlyWhenHeardOfLately() throws Refusal {
    String egress = "{\"stopped\":false,\"scope\":null}";
    String provenance = PROVENANCE.replace("\"policy\"", "\"killswitch\"");
    answers.put("/v1/data/postern/egress", "{\"result\":" + egress + provenance);
    polled("2026-11-22T09:59:01Z");
    killSwitch().demandOff(asker(), route());

    polled("2026-11-22T09:58:59Z");
    stopped();
    answers.put("/v1/status", "{}");
    stopped();
    polled("2026-11-22T09:59:59Z");
    answers.put(
        "/v1/data/postern/egress", "{\"result\":" + egress.replace("false", "true") + provenance);
    stopped();
    answers.put("/v1/data/postern/egress", "{}");
    stopped();
  }

  private void polled(String when) {
    answers.put(
        "/v1/status",
        "{\"result\":{\"bundles\":{\"killswitch\":{\"last_successful_request\":\""
            + when
            + "\"}}}}");
  }

  private void stopped() {
    Refusal refusal = assertThrows(Refusal.class, () -> killSwitch().demandOff(asker(), route()));
    assertTrue(refusal.code().wire().equals("egress-stopped"));
  }

  private static Route route() {
    return new Route("azure-eu", "azure-openai", "westeurope", "gpt-4o", List.of());
  }

  private OpaKillSwitch killSwitch() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return new OpaKillSwitch(client(clock), Duration.ofSeconds(60), clock);
  }
}
