package dev.postern.deid.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The model's files beside this class, each checked against the list of their SHA-256. */
final class Artefact {

  static final String WEIGHTS = "identifiers.onnx";
  static final String VOCABULARY = "vocabulary.txt";
  static final String LABELS = "labels.txt";
  private static final String SUMS = "SHA256SUMS";

  private final Function<String, byte[]> files;
  private final Map<String, String> sums = new HashMap<>();

  Artefact() {
    this(Artefact::resource);
  }

  /**
   * @param files content by name
   */
  Artefact(Function<String, byte[]> files) {
    this.files = files;
    new String(files.apply(SUMS), StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> sums.put(line.substring(66), line.substring(0, 64)));
  }

  /** Of the weights, in lower-case hex. */
  String digest() {
    return sum(WEIGHTS);
  }

  /**
   * @throws IllegalStateException when the file is missing or is not the one that was listed
   */
  byte[] checked(String file) {
    byte[] content = files.apply(file);
    if (!sum(file).equals(sha256(content))) {
      throw new IllegalStateException("not the model that was listed: " + file);
    }
    return content;
  }

  List<String> lines(String file) {
    return new String(checked(file), StandardCharsets.UTF_8).lines().toList();
  }

  private String sum(String file) {
    String sum = sums.get(file);
    if (sum == null) {
      throw new IllegalStateException("not listed: " + file);
    }
    return sum;
  }

  static byte[] resource(String file) {
    try (InputStream in = Artefact.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing: " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("unreadable: " + file, e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
