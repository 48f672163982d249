package dev.postern.runtime.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.runtime.problem.ProblemCode;
import dev.postern.runtime.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_000_600);
  private static final String LIFE = "\"iat\":1000000,\"exp\":1003600";

  @Test
  void readsATokenOfVault() throws JsonProcessingException {
    Asker asker =
        asker(
            paths("organisation", "roles", "groups"),
            "{"
                + LIFE
                + ",\"sub\":\"e-1\",\"name\":\"Ada\",\"organisation\":\"st-aurelia\","
                + "\"roles\":[\"clinician\"],\"groups\":[\"cardiology\",\"all-staff\"]}");
    assertEquals("e-1", asker.subject());
    assertEquals("st-aurelia", asker.tenant());
    assertEquals(Set.of("clinician"), asker.roles());
    assertEquals(Set.of("cardiology", "all-staff"), asker.groups());
    assertNull(asker.authenticationMethod());
    assertNull(asker.authenticationAge());
  }

  @Test
  void readsNestedClaimsOfKeycloak() throws JsonProcessingException {
    Asker asker =
        asker(
            paths("organisation", "realm_access/roles", "groups"),
            "{"
                + LIFE
                + ",\"sub\":\"k-1\",\"organisation\":\"st-aurelia\",\"acr\":\"gold\","
                + "\"realm_access\":{\"roles\":[\"clinician\"]},\"groups\":[\"/cardiology\"]}");
    assertEquals(Set.of("clinician"), asker.roles());
    assertEquals("gold", asker.authenticationMethod());
  }

  @Test
  void readsWhenAndHowSomebodySignedInAtEntra() throws JsonProcessingException {
    Asker asker =
        asker(
            paths("tid", "roles", "groups"),
            "{"
                + LIFE
                + ",\"sub\":\"a-1\",\"tid\":\"72f9\",\"roles\":[\"analyst\"],\"groups\":[\"g1\"],"
                + "\"amr\":[\"pwd\",\"mfa\"],\"auth_time\":1000000}");
    assertEquals("72f9", asker.tenant());
    assertEquals("pwd+mfa", asker.authenticationMethod());
    assertEquals(Duration.ofSeconds(600), asker.authenticationAge());
  }

  @Test
  void aClaimWhoseNameHoldsSlashesIsFoundByItsWholeName() throws JsonProcessingException {
    Asker asker =
        asker(
            paths("https://hospital.example/tenant", "roles", "groups"),
            "{" + LIFE + ",\"sub\":\"s\",\"https://hospital.example/tenant\":\"st-aurelia\"}");
    assertEquals("st-aurelia", asker.tenant());
  }

  @Test
  void groupsThatEntraLeftOutAreForbiddenNotEmpty() {
    for (String overage :
        new String[] {"\"_claim_names\":{\"groups\":\"src1\"}", "\"hasgroups\":true"}) {
      refused(
          ProblemCode.FORBIDDEN,
          "{" + LIFE + ",\"sub\":\"s\",\"organisation\":\"t\"," + overage + "}");
    }
  }

  @Test
  void withoutAnOrganisationNobodyIsAuthenticated() {
    refused(ProblemCode.UNAUTHENTICATED, "{" + LIFE + ",\"sub\":\"s\"}");
    refused(ProblemCode.UNAUTHENTICATED, "{" + LIFE + ",\"sub\":\"s\",\"organisation\":\" \"}");
    refused(ProblemCode.UNAUTHENTICATED, "{" + LIFE + ",\"sub\":\"s\",\"organisation\":[\"t\"]}");
  }

  @Test
  void aTokenMustEndAndWithinTheAcceptedLife() throws JsonProcessingException {
    String who = "\"sub\":\"s\",\"organisation\":\"t\"";
    refused(ProblemCode.UNAUTHENTICATED, "{\"iat\":1000000," + who + "}");
    refused(ProblemCode.UNAUTHENTICATED, "{\"exp\":1003600," + who + "}");
    refused(ProblemCode.UNAUTHENTICATED, "{\"iat\":1000000,\"exp\":1003601," + who + "}");
    asker(
        paths("organisation", "roles", "groups"), "{\"iat\":1000000,\"exp\":1003600," + who + "}");
  }

  private static void refused(ProblemCode code, String claims) {
    ProblemException refusal =
        assertThrows(
            ProblemException.class, () -> asker(paths("organisation", "roles", "groups"), claims));
    assertEquals(code, refusal.code());
  }

  private static ClaimPaths paths(String tenant, String roles, String groups) {
    return new ClaimPaths("sub", tenant, roles, groups, Duration.ofHours(1));
  }

  private static Asker asker(ClaimPaths paths, String claims) throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(claims);
    return new TokenClaims(paths).asker(json, NOW);
  }
}
