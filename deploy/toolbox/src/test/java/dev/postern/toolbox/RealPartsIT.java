package dev.postern.toolbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.process.Part;
import dev.postern.toolbox.tls.Pem;
import dev.postern.toolbox.vault.VaultClient;
import dev.postern.toolbox.vault.VaultRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class RealPartsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RealParts parts = RealParts.shared();

  @Test
  void postgresAnswersWithHalfvecAndKeepsEveryCommitDurable() throws SQLException {
    DataSource index = parts.postgres().database("index");
    assertEquals("1", ask(index, "SELECT ('[1,0]'::halfvec(2) <#> '[-1,0]'::halfvec(2))::text"));
    for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
      assertEquals("on", ask(index, "SHOW " + setting));
    }
    assertEquals("0", ask(index, "SHOW log_parameter_max_length"));
  }

  @Test
  void aLeasedLoginReadsWhatItsGroupMayAndMigratesAsTheOwner() throws SQLException {
    String audit = parts.postgres().scratch("audit");
    DataSource owner = leased("audit-migrate", "audit-owner", audit);
    try (Connection connection = owner.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (n int)");
      statement.execute("GRANT SELECT ON kept TO audit_app");
    }
    assertEquals(
        "audit_owner",
        ask(
            parts.postgres().database(audit),
            "SELECT tableowner FROM pg_tables WHERE tablename = 'kept'"));
    DataSource app = leased("audit", "audit", audit);
    assertEquals("0", ask(app, "SELECT count(*) FROM kept"));
    assertThrows(SQLException.class, () -> ask(app, "INSERT INTO kept VALUES (1) RETURNING n"));
    DataSource stranger = leased("bridge", "bridge", audit);
    assertThrows(
        SQLException.class, () -> ask(stranger, "SELECT 1"), "the bridge may not even connect");
  }

  @Test
  void aServiceMayTakeOnlyItsOwnSecrets() {
    VaultClient indexer = parts.vault().service("indexer");
    assertThrows(VaultRefused.class, () -> indexer.get("database/creds/audit"));
    assertThrows(VaultRefused.class, () -> indexer.get("kv/data/providers/azure"));
    assertThrows(
        VaultRefused.class,
        () -> indexer.post("pki/issue/bridge", Map.of("common_name", "bridge.postern.internal")));
  }

  @Test
  void aTokenSaysWhoWhatRoleWhichGroupsAndWhichHospital() throws IOException {
    JsonNode claims = claims(parts.vault().token("cardiologist"));
    assertEquals(parts.vault().issuer(), claims.path("iss").asText());
    assertEquals(parts.vault().audience(), claims.path("aud").asText());
    assertEquals("st-aurelia", claims.path("organisation").asText());
    assertEquals(JSON.readTree("[\"clinician\"]"), claims.path("roles"));
    assertEquals(2, claims.path("groups").size());
    assertTrue(claims.path("groups").toString().contains("cardiology"));
    assertEquals(3_600, claims.path("exp").asLong() - claims.path("iat").asLong());
  }

  @Test
  void aCertificateSaysWhoCallsAndAnOperatorsForWhichHospital() {
    assertEquals("TLS", parts.vault().sslContext("operator").getProtocol());
    var operator = Pem.certificates(parts.layout().tls("operator").resolve("tls.crt")).getFirst();
    assertEquals(
        "CN=operator.postern.internal,O=st-aurelia", operator.getSubjectX500Principal().getName());
    assertEquals("TLS", parts.vault().sslContext("bridge").getProtocol());
    var bridge = Pem.certificates(parts.layout().tls("bridge").resolve("tls.crt")).getFirst();
    assertEquals("CN=bridge.postern.internal", bridge.getSubjectX500Principal().getName());
  }

  @Test
  void provisioningTwiceChangesNothing() throws IOException {
    String subject = claims(parts.vault().token("analyst")).path("sub").asText();
    String secretId = PrivateFile.read(parts.vault().secretIdFile("bridge"));
    String checkpoint =
        parts.vault().root().get("transit/keys/checkpoint").path("data").path("keys").toString();
    parts.vault().start();
    assertEquals(subject, claims(parts.vault().token("analyst")).path("sub").asText());
    assertEquals(secretId, PrivateFile.read(parts.vault().secretIdFile("bridge")));
    assertEquals(
        checkpoint,
        parts.vault().root().get("transit/keys/checkpoint").path("data").path("keys").toString());
  }

  @Test
  void aSealedVaultGivesNothingUntilItIsUnsealed() {
    parts.vault().seal();
    assertThrows(VaultRefused.class, () -> parts.vault().token("auditor"));
    parts.vault().unseal();
    assertTrue(parts.vault().token("auditor").length() > 100);
  }

  @Test
  void bothStartAgainAfterKillMinusNine() throws SQLException {
    parts.postgres().part().kill();
    parts.vault().part().kill();
    assertEquals(Part.State.STOPPED, parts.postgres().part().state());
    parts.postgres().start();
    parts.vault().start();
    assertEquals(Part.State.READY, parts.postgres().part().state());
    assertEquals("1", ask(leased("bridge", "bridge", "bridge"), "SELECT 1"));
  }

  @Test
  void aPartWhosePortWasTakenMovesAndKeepsItsData() throws IOException {
    String subject = claims(parts.vault().token("auditor")).path("sub").asText();
    int before = parts.vault().address().getPort();
    parts.vault().part().stop();
    try (ServerSocket stranger = new ServerSocket(before, 1, InetAddress.getLoopbackAddress())) {
      parts.vault().start();
      assertNotEquals(stranger.getLocalPort(), parts.vault().address().getPort());
    }
    JsonNode claims = claims(parts.vault().token("auditor"));
    assertEquals(subject, claims.path("sub").asText());
    assertEquals(parts.vault().issuer(), claims.path("iss").asText());
  }

  @Test
  void aServerWhosePidFileWasLostIsReplaced() throws IOException {
    long lost = parts.postgres().part().pid().orElseThrow();
    Files.delete(parts.layout().pid("postgres"));
    parts.postgres().start();
    assertNotEquals(lost, parts.postgres().part().pid().orElseThrow());
    assertEquals(Part.State.READY, parts.postgres().part().state());
  }

  @Test
  void aPausedPartIsSilentUntilItIsResumed() {
    parts.vault().part().pause();
    assertEquals(Part.State.SILENT, parts.vault().part().state());
    parts.vault().part().resume();
    assertEquals(Part.State.READY, parts.vault().part().state());
  }

  private DataSource leased(String appRole, String databaseRole, String database) {
    JsonNode login =
        parts.vault().service(appRole).get("database/creds/" + databaseRole).path("data");
    return parts
        .postgres()
        .database(database, login.path("username").asText(), login.path("password").asText());
  }

  private static String ask(DataSource source, String query) throws SQLException {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      assertTrue(rows.next());
      return rows.getString(1);
    }
  }

  private static JsonNode claims(String token) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }
}
