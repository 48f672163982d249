package dev.postern.deid.quote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuoteFinderTest {

  private static final String STORED =
      "😀 Marfan syndrome is inherited.  Dr. Quispe prescribes beta blockers to slow\nthe widening of the aorta. Surgery is an option when the aorta is wide.\n\nMost people live long.";

  @Test
  void theSentenceThatSharesMostTellingWordsIsTheQuote() {
    QuoteFinder.Quote quote =
        new QuoteFinder(STORED)
            .find("Beta blockers slow widening of the aorta [S1].")
            .orElseThrow();
    assertEquals(
        "Dr. Quispe prescribes beta blockers to slow\nthe widening of the aorta.",
        quote.of(STORED));
    assertEquals(STORED.codePointCount(0, STORED.indexOf("Dr.")), quote.start());
  }

  @Test
  void quotesAreCodePointsOfTheStoredText() {
    assertEquals(
        "😀 Marfan syndrome is inherited.",
        new QuoteFinder(STORED).find("It is inherited: Marfan.").orElseThrow().of(STORED));
  }

  @Test
  void aBlankLineEndsASentence() {
    assertEquals(
        "Most people live long.",
        new QuoteFinder(STORED).find("people live long").orElseThrow().of(STORED));
  }

  @Test
  void emptyTextHasNoQuote() {
    assertTrue(new QuoteFinder("  \n").find("x").isEmpty());
  }
}
