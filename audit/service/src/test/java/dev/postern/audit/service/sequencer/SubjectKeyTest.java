package dev.postern.audit.service.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubjectKeyTest {

  @Test
  void aKeyIsAPatientsOrThatOfADay() {
    assertEquals(7, key("SE4GMISTZHIG6AAS4LEAK5QJZS").version());
    assertEquals(7, key("day:2028-02-29").version());
  }

  @Test
  void whatIsNoDayOfTheCalendarWouldStopRetentionAndIsRefused() {
    for (String subject :
        List.of(
            "day:2026-99-99", "day:2026-02-29", "day:2026-1-01", "day:", "day:+12026-1-1", "day")) {
      assertThrows(IllegalArgumentException.class, () -> key(subject), subject);
    }
  }

  private static SubjectKey key(String subject) {
    return new SubjectKey(new UUID(0, 1), subject, "vault:v7:AAAA");
  }
}
