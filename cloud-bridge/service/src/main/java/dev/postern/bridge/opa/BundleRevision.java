package dev.postern.bridge.opa;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bundle's revision: {@code <serial>.<valid_until epoch seconds>.<12 hex of the digest>}
 * (contracts.md section 5).
 */
record BundleRevision(long serial, Instant validUntil, String text) {
  private static final Pattern SHAPE = Pattern.compile("(\\d{1,15})\\.(\\d{1,11})\\.[0-9a-f]{12}");

  static Optional<BundleRevision> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      return Optional.empty();
    }
    long serial = Long.parseLong(shape.group(1));
    Instant until = Instant.ofEpochSecond(Long.parseLong(shape.group(2)));
    return Optional.of(new BundleRevision(serial, until, text));
  }
}
