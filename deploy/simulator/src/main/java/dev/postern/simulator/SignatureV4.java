package dev.postern.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Verifies AWS Signature Version 4 over the headers and the very body, as the service does (AWS IAM
 * User Guide, "Create a signed AWS API request").
 */
final class SignatureV4 {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([a-z0-9-]+)/bedrock/aws4_request,"
              + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");
  private static final HexFormat HEX = HexFormat.of();

  private final SimulatorSettings.Bedrock expected;

  SignatureV4(SimulatorSettings.Bedrock expected) {
    this.expected = expected;
  }

  /** Whether the request was signed just now by the one key, for this region, over this body. */
  boolean holds(Received received, Instant now) {
    @Nullable String given = received.header("authorization");
    @Nullable String date = received.header("x-amz-date");
    if (given == null || date == null || !fresh(date, now)) {
      return false;
    }
    Matcher parts = AUTHORIZATION.matcher(given);
    if (!parts.matches()
        || !parts.group(1).equals(expected.accessKeyId())
        || !date.startsWith(parts.group(2))
        || !parts.group(3).equals(expected.region())) {
      return false;
    }
    String[] signed = parts.group(4).split(";");
    if (!Arrays.asList(signed).contains("host")) {
      return false;
    }
    String canonical = canonical(received, signed);
    String scope = parts.group(2) + "/" + parts.group(3) + "/bedrock/aws4_request";
    String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(utf8(canonical));
    String right = HEX.formatHex(hmac(key(parts.group(2)), toSign));
    return MessageDigest.isEqual(utf8(right), utf8(parts.group(5)));
  }

  private static boolean fresh(String date, Instant now) {
    try {
      Instant signed = DATE.parse(date, Instant::from);
      return Duration.between(signed, now).abs().compareTo(SKEW) <= 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String canonical(Received received, String[] signed) {
    String headers =
        Arrays.stream(signed)
            .map(name -> name + ":" + value(received, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        received.method(),
        encodedAgain(received.path()),
        "",
        headers,
        String.join(";", signed),
        received.bodySha256());
  }

  private static String value(Received received, String name) {
    if (name.equals("host")) {
      return received.authority();
    }
    List<String> values = received.headers().getAll(name);
    return values.stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }

  // Every service but S3 signs the path with each segment encoded once more.
  private static String encodedAgain(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private byte[] key(String day) {
    byte[] key = utf8("AWS4" + expected.secretAccessKey());
    for (String part : List.of(day, expected.region(), "bedrock", "aws4_request")) {
      key = hmac(key, part);
    }
    return key;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
