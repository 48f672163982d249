package dev.postern.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postern.toolbox.policy.BundlePublisher;
import dev.postern.toolbox.policy.Opa;
import dev.postern.toolbox.policy.Rates;
import dev.postern.toolbox.policy.Revision;
import dev.postern.toolbox.policy.ShadowOpa;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A candidate policy beside the real one: what it would refuse is listed, and is answered. */
class ShadowIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Hospital hospital = Hospital.shared();
  private final Opa opa = hospital.postern().opa();
  private final ShadowOpa shadow = opa.shadow();
  private final String analyst = hospital.token("analyst");
  private final String security = hospital.token("security");
  private Revision candidate;

  @BeforeEach
  void aCandidateThatRefusesResearch() {
    Await.until(PATIENCE, () -> ask().outcome(), "answered"::equals);
    BundlePublisher publisher = opa.publisher();
    ObjectNode tables = (ObjectNode) Rates.upTo(1_000_000);
    ObjectNode purposes = (ObjectNode) tables.at("/rate/purposes");
    purposes.set("HRESCH", Rates.upTo(1).at("/rate/purposes/HRESCH"));
    publisher.tables(tables);
    candidate = publisher.shadow();
    publisher.tables(Rates.upTo(1_000_000));
    if (!shadow.part().running()) {
      shadow.part().launch();
    }
    assertTrue(shadow.awaitTaken(candidate, PATIENCE).inForce());
  }

  @AfterEach
  void noCandidate() {
    opa.publisher().stopShadow();
    shadow.part().stop();
  }

  @Test
  void whatTheCandidateWouldRefuseIsAnsweredAndListed() {
    Bridge.Reply reply = ask();

    assertEquals("answered", reply.outcome(), reply.body()::toString);
    String question = reply.body().path("id").asText();
    JsonNode difference =
        Await.until(PATIENCE, () -> admission(question), node -> !node.isMissingNode());
    assertEquals("newly_withheld", difference.path("kind").asText());
    assertEquals("rate", difference.path("controls").path(0).asText());
    assertTrue(listed().at("/counts/newly_withheld").asLong() > 0);
    assertTrue(
        Metrics.of(hospital, "bridge")
            .contains("postern_shadow_total{decision=\"admission\",result=\"newly_withheld\"}"));
    for (String other : List.of("analyst", "cardiologist", "reviewer", "auditor")) {
      assertEquals(
          404, hospital.bridge().get("/v1/policy/shadow", hospital.token(other)).status(), other);
    }
  }

  @Test
  void aCandidateThatHangsOrIsGoneChangesNothing() {
    shadow.part().pause();
    for (int i = 0; i < 5; i++) {
      assertEquals("answered", ask().outcome());
    }
    shadow.part().kill();
    assertEquals("answered", ask().outcome());
  }

  @Test
  void aCandidateIsAnEntryWithItsDigestAndWhoSignedIt() {
    assertEquals(1L, Await.until(PATIENCE, this::entries, count -> count > 0));
  }

  private long entries() {
    String count =
        """
        SELECT count(*) FROM leaf WHERE type = 'POLICY_BUNDLE'
          AND convert_from(leaf, 'UTF8')::json #>> '{change,object}' = 'candidate'
          AND convert_from(leaf, 'UTF8')::json #>> '{change,to}' = ?
        """;
    try (Connection connection = hospital.postern().database("audit").getConnection();
        PreparedStatement select = connection.prepareStatement(count)) {
      select.setString(1, candidate.toString());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Bridge.Reply ask() {
    return hospital.bridge().ask(analyst, "HRESCH", Samples.PUBLIC_QUESTION);
  }

  private JsonNode listed() {
    return hospital.bridge().get("/v1/policy/shadow", security).body();
  }

  private JsonNode admission(String question) {
    for (JsonNode difference : listed().path("differences")) {
      if (difference.path("question").asText().equals(question)
          && difference.path("decision").asText().equals("admission")) {
        return difference;
      }
    }
    return MissingNode.getInstance();
  }
}
