package dev.postern.audit.entry;

import dev.postern.audit.log.Hash;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Commitments that a leaf may hold: whoever is given content and salt can check them, nobody can
 * guess the content from them. Shape: SHA-256(domain, 0x00, 32 bytes of salt, content).
 */
public final class Commitments {
  private static final byte[] BODY = domain("postern/body/v1");
  private static final byte[] SUBJECTS = domain("postern/subjects/v1");
  private static final byte[] PATIENT = domain("postern/patient/v1");

  private Commitments() {}

  /** Commits to the very bytes of a request body. */
  public static Hash body(Salt salt, byte[] body) {
    return Hash.sha256(BODY, salt.bytes(), body);
  }

  /** Commits to the patient handles an entry concerns: sorted, each followed by 0x00. */
  public static Hash subjects(Salt salt, List<String> handles) {
    var list = new StringBuilder();
    handles.stream().sorted().forEach(handle -> list.append(handle).append('\0'));
    return Hash.sha256(SUBJECTS, salt.bytes(), list.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Commits to the one patient of a break-glass access. */
  public static Hash patient(Salt salt, String handle) {
    return Hash.sha256(PATIENT, salt.bytes(), handle.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] domain(String name) {
    return (name + '\0').getBytes(StandardCharsets.US_ASCII);
  }
}
