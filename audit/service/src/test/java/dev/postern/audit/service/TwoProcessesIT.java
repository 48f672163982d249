package dev.postern.audit.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.audit.client.AuditClient;
import dev.postern.audit.client.AuditUnavailable;
import dev.postern.audit.client.HttpAuditTransport;
import dev.postern.audit.client.Submission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of the packaged service on one database: one writes, the other stands by. */
class TwoProcessesIT {
  private static final String DATABASE = RealLog.PARTS.postgres().scratch("audit");
  private static final List<Instance> INSTANCES =
      List.of(Instance.of("audit-1", DATABASE), Instance.of("audit-2", DATABASE));

  /** The row that says who leads. */
  private record Lead(long epoch, String holder) {}

  @BeforeAll
  static void start() {
    RealLog.migrate(DATABASE);
    INSTANCES.forEach(instance -> instance.part().launch());
  }

  @AfterAll
  static void stop() {
    INSTANCES.forEach(instance -> instance.part().stop());
  }

  @Test
  void aLeaderThatIsPausedWritesNothingWhileTheStandbyLeadsNorAfterItResumes() throws Exception {
    try (var load = load()) {
      bothAreUp();
      load.goesOnFor(200);
      var before = lead();
      leader(before).part().pause();
      long paused = System.nanoTime();
      RealLog.until(() -> !holder().equals(before.holder()));
      load.goesOnFor(1);
      tookOver("paused", paused);
      load.goesOnFor(200);
      var after = lead();
      assertNotEquals(before.holder(), after.holder());
      leader(before).part().resume();
      load.goesOnFor(200);
      saysAtOnceThatItDoesNotWrite(leader(before).address());
      assertEquals(after, lead());
      load.close();
      holdsAllOf(load);
    }
  }

  @Test
  void aLeaderThatIsKilledIsFollowedByTheStandbyAndComesBackAsOne() throws Exception {
    try (var load = load()) {
      bothAreUp();
      load.goesOnFor(100);
      var before = leader(lead());
      before.part().kill();
      long killed = System.nanoTime();
      RealLog.until(() -> !holder().equals(before.name()));
      load.goesOnFor(1);
      tookOver("killed", killed);
      load.goesOnFor(100);
      var after = lead();
      assertNotEquals(before.name(), after.holder());
      before.part().launch();
      load.goesOnFor(100);
      assertEquals(after, lead());
      load.close();
      holdsAllOf(load);
    }
  }

  @Test
  void newLoginsUnderLoadChangeNoLeaderAndRefuseNoEntry() throws Exception {
    int rotations = Boolean.getBoolean("postern.long") ? 20 : 3;
    var vault = RealLog.PARTS.vault().root();
    var life = vault.get("database/roles/audit").path("data").path("default_ttl").asInt();
    vault.post("database/roles/audit", Map.of("default_ttl", "3s", "max_ttl", "3s"));
    try (var load = load()) {
      var other = leader(lead());
      var rotating = INSTANCES.stream().filter(i -> !i.equals(other)).findFirst().orElseThrow();
      rotating.part().launch();
      other.part().stop();
      load.goesOnFor(50);
      var before = lead();
      int failed = load.failed();
      var logins = new HashSet<String>();
      RealLog.until(
          () -> {
            logins.addAll(logins());
            return logins.size() > rotations;
          });
      load.goesOnFor(50);
      assertEquals(before, lead());
      assertEquals(failed, load.failed());
      load.close();
      holdsAllOf(load);
      other.part().launch();
    } finally {
      vault.post(
          "database/roles/audit", Map.of("default_ttl", life + "s", "max_ttl", 24L * life + "s"));
    }
  }

  @Test
  void aLoginThatVaultTakesBackIsReplacedAtOnce() throws Exception {
    try (var load = load()) {
      load.goesOnFor(50);
      var before = logins();
      RealLog.PARTS
          .vault()
          .root()
          .post("sys/leases/revoke-prefix/database/creds/audit", Map.of("sync", true));
      load.goesOnFor(50);
      assertTrue(Collections.disjoint(before, logins()), "the logins of before still serve");
      load.close();
      holdsAllOf(load);
    }
  }

  /** A process that is still starting takes nothing over. */
  private static void bothAreUp() {
    INSTANCES.forEach(instance -> RealLog.until(() -> accepts(instance.address())));
  }

  private static boolean accepts(URI address) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Printed, not asserted: how fast is for a quiet machine to say. */
  private static void tookOver(String how, long since) {
    long millis = (System.nanoTime() - since) / 1_000_000;
    System.out.printf("standby: writes %d ms after the leader was %s, of 5000%n", millis, how);
  }

  private static String holder() {
    try {
      return lead().holder();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static void saysAtOnceThatItDoesNotWrite(URI standby) {
    var tls = RealLog.PARTS.vault().sslContext("bridge");
    var transport = new HttpAuditTransport(List.of(standby), () -> tls, Duration.ofSeconds(20));
    var settings = AuditClient.Settings.standard();
    try (var client = AuditClient.start(transport, new InMemory(), settings)) {
      var refused =
          assertThrows(
              AuditUnavailable.class, () -> client.append(Submission.of(Entries.noSources())));
      assertEquals("audit-unavailable", refused.code());
    }
  }

  private static void holdsAllOf(Load load) throws Exception {
    try (var connection = RealLog.PARTS.postgres().database(DATABASE).getConnection()) {
      load.isHeldBy(connection);
    }
  }

  private static Load load() {
    return new Load(
        INSTANCES.stream().map(Instance::address).toList(),
        RealLog.PARTS.vault().sslContext("bridge"));
  }

  private static Instance leader(Lead lead) {
    return INSTANCES.stream().filter(i -> i.name().equals(lead.holder())).findFirst().orElseThrow();
  }

  private static Lead lead() throws SQLException {
    try (var connection = RealLog.PARTS.postgres().database(DATABASE).getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT epoch, holder FROM head")) {
      assertTrue(rows.next());
      return new Lead(rows.getLong(1), rows.getString(2));
    }
  }

  private static Set<String> logins() {
    var sql = "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = '" + DATABASE + "'";
    var found = new HashSet<String>();
    try (var connection = RealLog.PARTS.postgres().database("postgres").getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
