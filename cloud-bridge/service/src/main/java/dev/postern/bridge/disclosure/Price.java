package dev.postern.bridge.disclosure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a route's provider asks for.
 *
 * @param input of a million tokens read, in the currency's unit
 * @param output of a million tokens written
 * @param currency ISO 4217
 */
public record Price(BigDecimal input, BigDecimal output, String currency) {

  public Price {
    if (input.signum() < 0 || output.signum() < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
    if (!currency.matches("[A-Z]{3}")) {
      throw new IllegalArgumentException("a currency is a code of ISO 4217");
    }
  }

  /** What so many tokens cost, in millionths of the currency's unit, rounded up. */
  public long micros(long inputTokens, long outputTokens) {
    // A price of a million tokens in units is one of a token in millionths.
    return input
        .multiply(BigDecimal.valueOf(inputTokens))
        .add(output.multiply(BigDecimal.valueOf(outputTokens)))
        .setScale(0, RoundingMode.UP)
        .longValueExact();
  }
}
