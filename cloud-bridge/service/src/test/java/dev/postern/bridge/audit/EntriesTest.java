package dev.postern.bridge.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.audit.client.Submission;
import dev.postern.bridge.disclosure.Asker;
import dev.postern.bridge.disclosure.BundleInForce;
import dev.postern.bridge.disclosure.Reviews.Review;
import dev.postern.bridge.disclosure.Reviews.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the log keeps of policies that took effect, switches thrown and reviews, byte by byte. */
class EntriesTest {
  private static final UUID ID = UUID.fromString("019aa000-0000-7000-8000-000000000001");
  private static final UUID BOOT = UUID.fromString("019aa000-0000-7000-8000-000000000002");
  private static final UUID QUESTION = UUID.fromString("019aa000-0000-7000-8000-000000000003");
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final Entries entries = new Entries(BOOT, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void aPolicyThatTakesEffect() throws IOException {
    golden(
        "policy-bundle.json",
        entries.activated(
            ID,
            bundle("policy", "8.1800000000.ba9876543210", 8, ""),
            bundle("policy", "7.1790000000.0123456789ab", 7, "")));
  }

  @Test
  void theFirstPolicyOfAll() throws IOException {
    golden(
        "policy-bundle-first.json",
        entries.activated(ID, bundle("policy", "1.1790000000.0123456789ab", 1, ""), null));
  }

  @Test
  void aSwitchThatIsThrown() throws IOException {
    golden(
        "kill-switch.json",
        entries.activated(
            ID,
            bundle("killswitch", "3.1800000000.ba9876543210", 3, "provider:azure-openai"),
            bundle("killswitch", "2.1790000000.0123456789ab", 2, "off")));
  }

  @Test
  void aReviewThatIsClosed() throws IOException {
    Asker reviewer =
        new Asker("rev-1", "st-aurelia", List.of("reviewer"), List.of(), "pwd", 5L, "token");
    Review review =
        new Review(QUESTION, "st-aurelia", "sub-1", "break_glass", "life-threatening", NOW);

    golden("review-signed.json", entries.reviewed(ID, reviewer, review, Verdict.SIGNED_OFF));
  }

  private static BundleInForce bundle(String name, String revision, long serial, String state) {
    return new BundleInForce(name, revision, serial, "ada/00112233aabbccdd", state);
  }

  private static void golden(String name, Submission submission) throws IOException {
    try (InputStream file = EntriesTest.class.getResourceAsStream("/golden/" + name)) {
      byte[] golden = Objects.requireNonNull(file, name).readAllBytes();
      assertEquals(
          new String(golden, StandardCharsets.UTF_8),
          new String(submission.entry().leaf(), StandardCharsets.UTF_8));
    }
  }
}
