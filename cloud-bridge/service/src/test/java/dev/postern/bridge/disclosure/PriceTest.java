package dev.postern.bridge.disclosure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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

  @Test
  void aCountThatNoCallHasIsUnknownSoThatItsOutcomeCanBeWritten() {
    assertNull(usage(-1, 5).inputTokens());
    assertNull(usage(1L << 31, 5).inputTokens());
    assertNull(usage(5, Long.MAX_VALUE).tokens());
    assertEquals(12, usage(5, 7).tokens());
    long most = Integer.MAX_VALUE;
    assertEquals(2 * most, usage(most, most).tokens());
    assertEquals(26_843_545_588L, PRICE.micros(most, most));
  }

  private static LanguageModel.Usage usage(long input, long output) {
    return new LanguageModel.Usage(null, input, output, null);
  }
}
