package dev.postern.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NormalTextTest {

  @Test
  void everyNormalCharKnowsTheCodePointsItComesFrom() {
    NormalText text = NormalText.of("😀 ﬁn");
    assertEquals("😀 fin", text.text());
    int f = text.text().indexOf('f');
    assertEquals(2, text.start(f));
    assertEquals(3, text.end(f + 1));
    assertEquals(2, text.start(f + 1));
    assertEquals(4, text.end(text.text().length()));
  }

  @Test
  void invisibleCharsFullWidthDigitsAndForeignDashesArePlain() {
    assertEquals("123-45-6789", NormalText.of("１23\u200b‑45\u2013678\u00ad9").text());
  }

  @Test
  void lookAlikesBecomeLatinOnlyInsideLatinWords() {
    assertEquals("Kowalski Анна", NormalText.of("Kоwalski Анна").text());
  }

  @Test
  void wordsThatALineBreakHyphenatedAreOne() {
    assertEquals("Kowalski", NormalText.of("Kowal-\n  ski").text());
    assertEquals("Smith-Jones", NormalText.of("Smith-\nJones").text());
  }

  @Test
  void aLoneSurrogateCountsAsOneCodePoint() {
    NormalText text = NormalText.of("\ud83d Jan");
    assertEquals(2, text.start(text.text().indexOf('J')));
  }
}
