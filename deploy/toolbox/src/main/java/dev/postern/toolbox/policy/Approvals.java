package dev.postern.toolbox.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postern.toolbox.ToolboxException;
import dev.postern.toolbox.tls.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What persons signed of a bundle, beside it in {@code FILE.approvals}: a line of JSON each, {@code
 * {name, signature}}, ES256 (SHA-256 with ECDSA over P-256, DER) over the bundle's SHA-256 and the
 * name. Whose signature counts is a public key under {@code .postern/policy/signers/NAME.pub};
 * while there is one, a bundle is published only with two of different persons.
 *
 * @param signers the folder with their public keys
 */
record Approvals(Path signers) {
  static final int NEEDED = 2;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDING = ".pub";

  /** Whether two persons are needed. */
  boolean needed() {
    try (Stream<Path> keys = Files.isDirectory(signers) ? Files.list(signers) : Stream.of()) {
      return keys.anyMatch(key -> key.toString().endsWith(ENDING));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + signers, e);
    }
  }

  /**
   * Adds what one person signs.
   *
   * @param key PKCS #8 in PEM
   */
  void add(Path bundle, String name, Path key) {
    if (!Files.isReadable(key)) {
      throw new ToolboxException("there is no key " + key);
    }
    try {
      Signature signing = Signature.getInstance("SHA256withECDSA");
      signing.initSign(privateKey(key));
      signing.update(statement(bundle, name));
      byte[] signature = signing.sign();
      if (!counts(bundle, name, signature)) {
        throw new ToolboxException("the key is not the one that " + name + " signs with here");
      }
      String line =
          JSON.createObjectNode()
              .put("name", name)
              .put("signature", Base64.getEncoder().encodeToString(signature))
              .toString();
      Files.writeString(
          file(bundle), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (GeneralSecurityException e) {
      throw new ToolboxException(key + " is no private key of the curve P-256 (PKCS #8, PEM)", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file(bundle), e);
    }
  }

  /**
   * Who signed this very bundle, in order; two names under one key are one person.
   *
   * @throws ToolboxException when they are fewer than needed
   */
  List<String> demand(Path bundle) {
    List<String> names = of(bundle);
    if (names.size() < NEEDED) {
      String so = names.isEmpty() ? "nobody" : String.join(", ", names);
      throw new ToolboxException(
          "the bundle has to be signed by two persons, so far by "
              + so
              + ": ./postern policy approve");
    }
    return names;
  }

  private List<String> of(Path bundle) {
    TreeMap<String, String> byKey = new TreeMap<>();
    try {
      List<String> lines =
          Files.exists(file(bundle)) ? Files.readAllLines(file(bundle)) : List.of();
      for (String line : lines) {
        JsonNode approval = JSON.readTree(line);
        String name = approval.path("name").asText();
        if (counts(
            bundle, name, Base64.getMimeDecoder().decode(approval.path("signature").asText()))) {
          byKey.putIfAbsent(Files.readString(publicFile(name)).strip(), name);
        }
      }
    } catch (JsonProcessingException e) {
      throw new ToolboxException(file(bundle) + " does not say who signed", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(bundle), e);
    }
    return byKey.values().stream().sorted().distinct().toList();
  }

  private boolean counts(Path bundle, String name, byte[] signature) throws IOException {
    if (!Signer.isName(name) || !Files.exists(publicFile(name))) {
      return false;
    }
    try {
      Signature verifying = Signature.getInstance("SHA256withECDSA");
      verifying.initVerify(publicKey(publicFile(name)));
      verifying.update(statement(bundle, name));
      return verifying.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] statement(Path bundle, String name)
      throws IOException, GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(bundle));
    return ("postern/policy-approval/v1\n" + HexFormat.of().formatHex(hash) + "\n" + name + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(der(Files.readString(file))));
  }

  private static PublicKey publicKey(Path file) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePublic(new X509EncodedKeySpec(der(Files.readString(file))));
  }

  private static byte[] der(String pem) throws GeneralSecurityException {
    try {
      return Pem.decode(pem);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not PEM", e);
    }
  }

  private Path publicFile(String name) {
    return signers.resolve(name + ENDING);
  }

  static Path file(Path bundle) {
    return bundle.resolveSibling(bundle.getFileName() + ".approvals");
  }
}
