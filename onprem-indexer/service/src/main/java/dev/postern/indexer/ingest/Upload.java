package dev.postern.indexer.ingest;

import dev.postern.indexer.subject.PatientId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A document as it arrives: never without rights and classification.
 *
 * @param externalId the source's own name for it; the same again replaces it
 * @param title as the source gives it; empty where it gives none
 * @param patients whom it concerns
 * @param sha256 of the content, hex
 */
public record Upload(
    String tenant,
    String source,
    String externalId,
    String title,
    DocumentType type,
    Classification classification,
    List<String> labels,
    Rights rights,
    List<PatientId> patients,
    Content content,
    String sha256) {

  /** A handle to the bytes, so that a record need not hold an array. */
  public interface Content {
    byte[] bytes();
  }

  /** The digest by which content is known, SHA-256 in hex. */
  public static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  public Upload {
    labels = List.copyOf(labels);
    patients = List.copyOf(patients);
  }

  @Override
  public String toString() {
    return "Upload[" + type + ", " + sha256 + "]";
  }
}
