package dev.postern.runtime.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private static final URI VAULT = URI.create("https://vault.example:8200");
  private static final URI ISSUER = URI.create("https://id.example/realms/hospital");
  private static final URI VAULT_AS_ISSUER =
      URI.create("https://vault.example:8200/v1/identity/oidc/provider/postern");
  private static final String ENCRYPTED =
      "jdbc:postgresql://db.example/audit?sslmode=verify-full&sslrootcert=/etc/postern/db.crt";

  @Test
  void whatRelaxesNothingRunsInProduction() {
    assertEquals(List.of(), Profile.PRODUCTION.accept(ISSUER, VAULT, ENCRYPTED));
  }

  @Test
  void productionRefusesAnIssuerThatIsAlsoTheSecretsServer() {
    assertEquals(
        "the production profile refuses: postern.oidc.issuer is the secrets server",
        refusal(VAULT_AS_ISSUER, ENCRYPTED));
  }

  @Test
  void productionRefusesADatabaseWhoseCertificateIsNotVerified() {
    for (String url :
        List.of(
            "jdbc:postgresql://db.example/audit",
            "jdbc:postgresql://db.example/audit?sslmode=require",
            "jdbc:postgresql://db.example/audit?sslmode=verify-fully")) {
      assertTrue(refusal(ISSUER, url).endsWith("lacks sslmode=verify-full"), url);
    }
  }

  @Test
  void theDemoTakesBothAndTellsOfEach() {
    assertEquals(
        2, Profile.DEMO.accept(VAULT_AS_ISSUER, VAULT, "jdbc:postgresql://localhost/a").size());
  }

  @Test
  void thereIsNoThirdProfile() {
    assertEquals(Profile.DEMO, Profile.named("demo"));
    assertThrows(IllegalStateException.class, () -> Profile.named("test"));
  }

  private static String refusal(URI issuer, String url) {
    return String.valueOf(
        assertThrows(
                IllegalStateException.class, () -> Profile.PRODUCTION.accept(issuer, VAULT, url))
            .getMessage());
  }
}
