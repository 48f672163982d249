package dev.postern.bridge.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.bridge.sealing.ContentKey;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PayloadFormatTest {
  private static final UUID ENTRY = UUID.fromString("019aab10-7c00-7000-8000-000000000001");
  private static final String FIRST = "019aab10-7c00-7000-8000-00000000000a";
  private static final String SECOND = "019aab10-7c00-7000-8000-00000000000b";

  private static ContentKey key(int fill) {
    byte[] bytes = new byte[32];
    java.util.Arrays.fill(bytes, (byte) fill);
    return ContentKey.of(bytes);
  }

  private static final Map<String, ContentKey> KEYS = Map.of(FIRST, key(1), SECOND, key(2));

  private static byte[] sealed() {
    AtomicInteger count = new AtomicInteger();
    return PayloadFormat.seal(
        ENTRY,
        List.of(
            new PayloadFormat.Part("question", "{\"text\":\"Wer?\"}", new TreeMap<>(KEYS)),
            new PayloadFormat.Part("decision_input", "{}", new TreeMap<>(Map.of(SECOND, key(2))))),
        () -> {
          byte[] nonce = new byte[ContentKey.NONCE];
          nonce[ContentKey.NONCE - 1] = (byte) count.incrementAndGet();
          return nonce;
        });
  }

  private static ContentKey known(String id) throws GeneralSecurityException {
    ContentKey key = KEYS.get(id);
    if (key == null) {
      throw new GeneralSecurityException("gone");
    }
    return key;
  }

  @Test
  void theStoredBytesAreTheAgreedOnes() throws Exception {
    try (InputStream file = PayloadFormatTest.class.getResourceAsStream("/golden/payload.json")) {
      byte[] golden = Objects.requireNonNull(file).readAllBytes();
      assertArrayEquals(golden, sealed(), () -> new String(sealed(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void whatWasSealedOpens() throws Exception {
    Map<String, String> parts = PayloadFormat.open(ENTRY, sealed(), PayloadFormatTest::known);

    assertEquals(Map.of("question", "{\"text\":\"Wer?\"}", "decision_input", "{}"), parts);
  }

  @Test
  void anyDestroyedKeyClosesThePart() throws Exception {
    Map<String, String> parts =
        PayloadFormat.open(
            ENTRY,
            sealed(),
            id -> {
              if (id.equals(FIRST)) {
                throw new GeneralSecurityException("destroyed");
              }
              return known(id);
            });

    assertFalse(parts.containsKey("question"));
    assertEquals("{}", parts.get("decision_input"));
  }

  @Test
  void aPayloadBelongsToItsEntry() throws Exception {
    UUID other = UUID.fromString("019aab10-7c00-7000-8000-000000000002");

    assertEquals(Map.of(), PayloadFormat.open(other, sealed(), PayloadFormatTest::known));
  }

  @Test
  void aPartIsNeverWithoutAKey() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new PayloadFormat.Part("question", "text", new TreeMap<>()));
  }
}
