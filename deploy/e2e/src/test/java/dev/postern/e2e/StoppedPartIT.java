package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.e2e.Bridge.Reply;
import dev.postern.toolbox.process.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The failure table: a real part stops, nothing arrives at the provider, and all recovers by
 * itself.
 */
class StoppedPartIT {

  private static final Duration RECOVERY = Duration.ofSeconds(45);

  private final Hospital hospital = Hospital.shared();
  private final String token = hospital.token("cardiologist");
  private int arrivedBefore;

  @BeforeEach
  void everythingAnswers() {
    answersAgain();
    arrivedBefore = arrivals();
  }

  @AfterEach
  void everyArrivalWasDurableOnArrival() {
    hospital
        .cloud()
        .arrivalsSince(arrivedBefore)
        .forEach(arrival -> assertEquals("found", arrival.path("lookup").asText()));
  }

  @Test
  void withoutPolicyNothingLeaves() {
    Part opa = hospital.postern().part("opa");
    opa.stop();
    refused("policy-undecided");
    opa.start();
    answersAgain();
  }

  @Test
  void withPolicyHangingNothingLeaves() {
    Part opa = hospital.postern().part("opa");
    opa.pause();
    refused("policy-undecided");
    opa.resume();
    answersAgain();
  }

  @Test
  void withoutTheAuditServiceNothingLeaves() {
    Part audit = hospital.postern().part("audit");
    audit.kill();
    refused("audit-unavailable");
    audit.start();
    answersAgain();
  }

  @Test
  void withTheAuditServiceHangingNothingLeaves() {
    Part audit = hospital.postern().part("audit");
    audit.pause();
    refused("audit-unavailable");
    audit.resume();
    answersAgain();
  }

  @Test
  void withTheAuditDatabaseLockedUnderLoadNothingLeaves() throws Exception {
    try (ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Reply>> asked = new ArrayList<>();
      try (HeldLog held = HeldLog.of(hospital)) {
        Instant end = Instant.now().plusSeconds(10);
        for (int i = 0; i < 8; i++) {
          asked.add(askers.submit(this::ask));
        }
        Await.until(Duration.ofSeconds(15), Instant::now, now -> now.isAfter(end));
        assertEquals(arrivedBefore, arrivals());
      }
      for (Future<Reply> reply : asked) {
        assertTrue(
            reply.get().status() == 200 || reply.get().status() == 503, reply.get().toString());
      }
    }
    answersAgain();
  }

  @Test
  void withTheDatabasesStoppedNothingLeaves() {
    Part postgres = hospital.postern().part("postgres");
    postgres.stop();
    Reply reply = ask();
    assertEquals(503, reply.status(), reply.toString());
    assertEquals(arrivedBefore, arrivals());
    postgres.start();
    answersAgain();
  }

  @Test
  void withoutTheIndexerNothingLeaves() {
    Part indexer = hospital.postern().part("indexer");
    indexer.kill();
    refused("search-unavailable");
    indexer.start();
    answersAgain();
  }

  @Test
  void withVaultSealedQuestionsAreAnsweredUntilTheUnsignedLimitAndAgainAfterUnsealing() {
    var bridgePid = hospital.postern().part("bridge").pid();
    var auditPid = hospital.postern().part("audit").pid();
    hospital.postern().vault().seal();
    assertEquals("answered", ask().outcome());
    Reply refused =
        Await.until(
            Duration.ofSeconds(4L * Hospital.UNSIGNED_LIMIT_SECONDS),
            this::ask,
            reply -> reply.status() != 200);
    assertEquals("secrets-unavailable", refused.code(), refused.toString());
    arrivedBefore = arrivals();
    refused("secrets-unavailable");
    hospital.postern().vault().unseal();
    answersAgain();
    assertEquals(bridgePid, hospital.postern().part("bridge").pid());
    assertEquals(auditPid, hospital.postern().part("audit").pid());
  }

  private void refused(String code) {
    Reply reply = ask();
    assertEquals(503, reply.status(), reply.toString());
    assertEquals(code, reply.code());
    assertEquals(arrivedBefore, arrivals());
  }

  private void answersAgain() {
    Await.until(RECOVERY, this::ask, reply -> reply.outcome().equals("answered"));
  }

  private Reply ask() {
    return hospital.bridge().ask(token, "TREAT", Samples.CARDIOLOGY_QUESTION);
  }

  private int arrivals() {
    return hospital.cloud().arrivals().size();
  }
}
