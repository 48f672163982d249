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
    List<String> relaxed = Profile.relaxed(ISSUER, VAULT, ENCRYPTED);

    assertEquals(List.of(), Profile.PRODUCTION.accept(relaxed));
  }

  @Test
  void anIssuerThatIsAlsoTheSecretsServerIsRelaxed() {
    List<String> relaxed = Profile.relaxed(VAULT_AS_ISSUER, VAULT, ENCRYPTED);

    assertEquals(1, relaxed.size());
    assertTrue(relaxed.getFirst().startsWith("postern.oidc.issuer is the secrets server"));
  }

  @Test
  void aDatabaseWhoseCertificateIsNotVerifiedIsRelaxed() {
    for (String url :
        List.of(
            "jdbc:postgresql://db.example/audit",
            "jdbc:postgresql://db.example/audit?sslmode=require",
            "jdbc:postgresql://db.example/audit?sslmode=verify-fully")) {
      assertTrue(
          Profile.relaxed(ISSUER, VAULT, url)
              .getFirst()
              .startsWith("postern.database.url lacks sslmode=verify-full"),
          url);
    }
  }

  @Test
  void productionRefusesAllThatIsRelaxedAtOnceAndTheDemoTakesIt() {
    List<String> relaxed = Profile.relaxed(VAULT_AS_ISSUER, VAULT, "jdbc:postgresql://localhost/a");

    String refusal =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> Profile.PRODUCTION.accept(relaxed))
                .getMessage());
    assertTrue(refusal.startsWith("the production profile refuses: "), refusal);
    assertTrue(refusal.contains("postern.oidc.issuer"), refusal);
    assertTrue(refusal.contains("postern.database.url"), refusal);
    assertEquals(2, Profile.DEMO.accept(relaxed).size());
  }

  @Test
  void thereIsNoThirdProfile() {
    assertEquals(Profile.DEMO, Profile.named("demo"));
    assertThrows(IllegalStateException.class, () -> Profile.named("test"));
  }
}
