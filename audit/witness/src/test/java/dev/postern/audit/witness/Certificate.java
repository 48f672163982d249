package dev.postern.audit.witness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for loopback, made by the JDK's keytool, as PEM files. */
record Certificate(Path chain, Path key) {
  private static final char[] PASSWORD = "of a test".toCharArray();

  static Certificate in(Path folder) throws Exception {
    var store = folder.resolve("own.p12");
    var keytool =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=witness",
            "-validity",
            "1",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            store.toString());
    var made = new ProcessBuilder(keytool).inheritIO().start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    var own = new Certificate(folder.resolve("tls.crt"), folder.resolve("tls.key"));
    pem(own.chain, "CERTIFICATE", keys.getCertificate("own").getEncoded());
    pem(own.key, "PRIVATE KEY", keys.getKey("own", PASSWORD).getEncoded());
    return own;
  }

  private static void pem(Path file, String label, byte[] der) throws IOException {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }

  /** Trusts it alone. */
  static SSLContext trusting(Path folder) throws GeneralSecurityException, IOException {
    var keys = KeyStore.getInstance(folder.resolve("own.p12").toFile(), PASSWORD);
    var anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("own", keys.getCertificate("own"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
