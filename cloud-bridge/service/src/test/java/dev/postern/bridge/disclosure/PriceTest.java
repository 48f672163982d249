package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class PriceTest {
  private static final Price PRICE = new Price(new BigDecimal("2.5"), new BigDecimal("10"), "EUR");

  @Test
  void aMillionTokensCostTheirPriceAndPartsOfAMillionthAreRoundedUp() {
    assertEquals(2_500_000, PRICE.micros(1_000_000, 0));
    assertEquals(10_000_000, PRICE.micros(0, 1_000_000));
    assertEquals(3250, PRICE.micros(900, 100));
    assertEquals(3, PRICE.micros(1, 0));
    assertEquals(0, PRICE.micros(0, 0));
  }

  @Test
  void aPriceIsNotNegativeAndHasACurrency() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Price(new BigDecimal("-1"), BigDecimal.ONE, "EUR"));
    assertThrows(
        IllegalArgumentException.class, () -> new Price(BigDecimal.ONE, BigDecimal.ONE, "euro"));
  }
}
