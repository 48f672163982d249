package dev.postern.runtime.ids;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void idsAreOfVersionSevenDifferentAndOrderedByTime() {
    Set<UUID> all = new HashSet<>();
    long before = 0;
    for (int i = 0; i < 10_000; i++) {
      UUID id = Ids.next();
      assertEquals(7, id.version());
      assertTrue(all.add(id));
      long millis = id.getMostSignificantBits() >>> 16;
      assertTrue(millis >= before);
      before = millis;
    }
  }
}
