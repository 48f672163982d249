package dev.postern.runtime.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.RealParts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultSessionIT {

  private static final byte[] NONE = new byte[0];
  private static final Duration HOUR = Duration.ofHours(1);

  private final RealParts parts = RealParts.shared();

  @TempDir Path folder;

  @Test
  void readsASecretAndNothingItMayNot() {
    try (VaultSession session = open(HOUR, HOUR)) {
      assertEquals(
          PrivateFile.read(parts.vault().providerKeyFile()),
          session.secret("providers/azure").get("api_key"));
      assertThrows(VaultDenied.class, () -> session.secret("providers/other"));
      assertThrows(VaultDenied.class, () -> session.databaseLogin("bridge"));
    }
  }

  @Test
  void aSignatureMadeInVaultVerifiesWithThePublicKeyItGives() throws GeneralSecurityException {
    byte[] message = "a checkpoint".getBytes(StandardCharsets.UTF_8);
    try (VaultSession session = open(HOUR, HOUR)) {
      TransitKey key = session.transitKey("checkpoint");
      TransitSignature signature = session.sign("checkpoint", message);
      assertEquals("ed25519", key.type());
      assertEquals(key.latestVersion(), signature.keyVersion());
      byte[] raw = Base64.getDecoder().decode(key.latestPublicKey());
      byte[] spki =
          HexFormat.of().parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(raw));
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
      verifier.update(message);
      assertTrue(verifier.verify(signature.bytes()));
    }
  }

  @Test
  void codesOfManyMessagesComeInTheirOrder() {
    try (VaultSession session = open(HOUR, HOUR)) {
      byte[] one = {1};
      byte[] two = {2};
      List<byte[]> codes = session.hmac("patient-handle", List.of(one, two, one));
      assertEquals(32, codes.getFirst().length);
      assertArrayEquals(codes.get(0), codes.get(2));
      assertFalse(Arrays.equals(codes.get(0), codes.get(1)));
      assertTrue(session.hmac("patient-handle", List.of()).isEmpty());
    }
  }

  @Test
  void whatIsEncryptedOpensOnlyWithTheSameAssociatedData() {
    byte[] secret = "a question".getBytes(StandardCharsets.UTF_8);
    byte[] entry = {7};
    try (VaultSession session = open(HOUR, HOUR)) {
      String sealed = session.encrypt("payload", secret, entry);
      assertArrayEquals(secret, session.decrypt("payload", sealed, entry));
      assertThrows(VaultRejected.class, () -> session.decrypt("payload", sealed, NONE));
      DataKey key = session.dataKey("payload");
      assertArrayEquals(key.plaintext(), session.decrypt("payload", key.wrapped(), NONE));
      key.destroy();
      assertThrows(IllegalStateException.class, key::plaintext);
    }
  }

  @Test
  void aWrongSecretIdIsDenied() {
    VaultAccess good = new TestVault(parts, folder, HOUR, HOUR).access();
    PrivateFile.write(folder.resolve("wrong"), "00000000-0000-0000-0000-000000000000");
    VaultAccess wrong =
        new VaultAccess(
            good.address(),
            good.caFile(),
            good.roleIdFile(),
            folder.resolve("wrong"),
            good.timeout());
    assertThrows(VaultDenied.class, () -> VaultSession.open(wrong, Clock.systemUTC()));
  }

  @Test
  void aSealedVaultIsUnavailableAndAnswersAgainWithoutANewSession() throws SQLException {
    try (VaultSession session = open(HOUR, HOUR);
        LeasedLogin login = leased(session, () -> {})) {
      DatabaseLogin before = login.current();
      parts.vault().seal();
      try {
        VaultUnavailable sealed =
            assertThrows(VaultUnavailable.class, () -> session.secret("providers/azure"));
        assertEquals("kv/data/providers/azure: 503", sealed.getMessage());
        assertEquals(before, login.current(), "the running lease serves on");
        connect(login.current());
      } finally {
        parts.vault().unseal();
      }
      assertFalse(session.secret("providers/azure").isEmpty());
    }
  }

  @Test
  void aLoginIsReplacedBeforeItsLastRenewalEnds() throws InterruptedException, SQLException {
    CountDownLatch replaced = new CountDownLatch(2);
    try (VaultSession session = open(HOUR, Duration.ofSeconds(3));
        LeasedLogin login = leased(session, replaced::countDown)) {
      DatabaseLogin first = login.current();
      assertTrue(replaced.await(60, TimeUnit.SECONDS));
      assertNotEquals(first.user(), login.current().user());
      connect(login.current());
    }
  }

  @Test
  void whenTheTokenEndsTheSessionLogsInAnewAndTakesANewLogin()
      throws InterruptedException, SQLException {
    CountDownLatch replaced = new CountDownLatch(1);
    try (VaultSession session = open(Duration.ofSeconds(3), HOUR);
        LeasedLogin login = leased(session, replaced::countDown)) {
      DatabaseLogin first = login.current();
      assertTrue(replaced.await(60, TimeUnit.SECONDS));
      assertNotEquals(first.user(), login.current().user());
      connect(login.current());
    }
  }

  private VaultSession open(Duration tokenLife, Duration leaseLife) {
    return VaultSession.open(
        new TestVault(parts, folder, tokenLife, leaseLife).access(), Clock.systemUTC());
  }

  private static LeasedLogin leased(VaultSession session, Runnable onReplacement) {
    return new LeasedLogin(session, "runtime-test", Clock.systemUTC(), onReplacement);
  }

  private void connect(DatabaseLogin login) throws SQLException {
    try (var connection =
        parts.postgres().database("audit", login.user(), login.password()).getConnection()) {
      assertTrue(connection.isValid(5));
    }
  }
}
