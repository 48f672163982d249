package dev.postern.toolbox.tls;

import dev.postern.toolbox.PrivateFile;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tools.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/**
 * A certificate for who has no authority to ask: a Vault without its own PKI yet, a witness in a
 * domain of its own. Made by the JDK's keytool.
 */
public final class SelfSigned {
  private static final String ALIAS = "own";

  private SelfSigned() {}

  /**
   * Writes {@code tls.crt} and {@code tls.key} for loopback, good for a day, into {@code folder}.
   */
  public static void write(Path folder) {
    write(folder, 1);
  }

  /** The same, good for so many days. */
  public static void write(Path folder, int days) {
    Path store = folder.resolve("bootstrap.p12");
    String password = PrivateFile.randomSecret();
    Path passwordFile = folder.resolve("bootstrap.password");
    try {
      Files.deleteIfExists(store);
      PrivateFile.write(passwordFile, password);
      Command.Result keytool = Command.run(keytool(store, passwordFile, days));
      if (!keytool.ok()) {
        throw new ToolboxException("keytool of the JDK failed: " + keytool.output().strip());
      }
      KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
      PrivateFile.write(
          folder.resolve("tls.key"),
          Pem.encode("PRIVATE KEY", keys.getKey(ALIAS, password.toCharArray()).getEncoded()));
      PrivateFile.write(
          folder.resolve("tls.crt"),
          Pem.encode("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
      Files.delete(store);
      Files.delete(passwordFile);
    } catch (IOException | GeneralSecurityException e) {
      throw new ToolboxException("cannot make a certificate in " + folder, e);
    }
  }

  private static List<String> keytool(Path store, Path passwordFile, int days) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        ALIAS,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=localhost",
        "-validity",
        Integer.toString(days),
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-storetype",
        "PKCS12",
        "-storepass:file",
        passwordFile.toString(),
        "-keystore",
        store.toString());
  }
}
