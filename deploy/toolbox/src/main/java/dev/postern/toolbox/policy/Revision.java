package dev.postern.toolbox.policy;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bundle's manifest says of itself: {@code <serial>.<valid_until epoch>.<12 hex of the
 * digest>}. OPA checks a signature but no age; the bridge refuses a lower serial than it has seen,
 * and a revision past its end.
 *
 * @param serial rises with each publication of the same bundle
 * @param validUntil the end of validity, in whole seconds
 * @param digest the first 12 hex digits of the SHA-256 over the bundle's content
 */
public record Revision(long serial, Instant validUntil, String digest) {
  private static final Pattern FORM =
      Pattern.compile("([1-9]\\d{0,17})\\.(\\d{1,12})\\.([0-9a-f]{12})");

  public Revision {
    if (serial < 1 || validUntil.getNano() != 0 || !digest.matches("[0-9a-f]{12}")) {
      throw new IllegalArgumentException("not a revision: " + serial + "." + validUntil);
    }
  }

  public static Revision parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a revision: " + text);
    }
    return new Revision(
        Long.parseLong(form.group(1)),
        Instant.ofEpochSecond(Long.parseLong(form.group(2))),
        form.group(3));
  }

  @Override
  public String toString() {
    return serial + "." + validUntil.getEpochSecond() + "." + digest;
  }
}
