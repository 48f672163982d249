package dev.postern.audit.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.postern.audit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final String WITHOUT =
      "{\"completion_tokens\":100,\"http_status\":200,\"prompt_tokens\":900,"
          + "\"provider_request_id\":\"req-1\",\"restored\":{\"PERSON\":1},\"status\":\"answered\"}";
  private static final String WITH =
      "{\"completion_tokens\":100,\"cost\":{\"currency\":\"EUR\",\"micros\":3250},\"http_status\":200,"
          + "\"prompt_tokens\":900,\"provider_request_id\":\"req-1\",\"restored\":{\"PERSON\":1},"
          + "\"status\":\"answered\"}";

  private static Outcome outcome(Cost cost) {
    return new Outcome(
        Outcome.Status.ANSWERED, 200L, "req-1", 900L, 100L, Map.of("PERSON", 1L), cost);
  }

  private static String written(Outcome outcome) {
    return new String(outcome.write().canonicalBytes(), StandardCharsets.UTF_8);
  }

  private static Outcome read(String json) {
    return Outcome.read(Json.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anOutcomeWithoutACostIsWrittenAsBeforeThereWereAny() {
    Outcome before =
        new Outcome(Outcome.Status.ANSWERED, 200L, "req-1", 900L, 100L, Map.of("PERSON", 1L));
    assertEquals(WITHOUT, written(before));
    assertEquals(before, read(WITHOUT));
  }

  @Test
  void aCostIsAnAmountInMillionthsAndACurrency() {
    Outcome outcome = outcome(new Cost(3250, "EUR"));
    assertEquals(WITH, written(outcome));
    assertEquals(outcome, read(WITH));
  }

  @Test
  void aCostIsNotNegativeAndItsCurrencyIsACode() {
    assertThrows(InvalidEntry.class, () -> new Cost(-1, "EUR"));
    assertThrows(InvalidEntry.class, () -> new Cost(1, "euro"));
  }
}
