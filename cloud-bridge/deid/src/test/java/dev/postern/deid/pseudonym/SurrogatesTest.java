package dev.postern.deid.pseudonym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.deid.CalendarDate;
import dev.postern.deid.Detector;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.outbound.OutboundCheck;
import dev.postern.deid.outbound.Verdict;
import dev.postern.deid.pseudonym.Deidentified.Replaced;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SurrogatesTest {

  private static final KnownIdentifier ANNA =
      new KnownIdentifier(IdentifierType.PERSON, "Anna Quispe", "p", null);

  @Test
  void onePersonKeepsOneNameInEveryFormAndTwoAreNotOne() {
    KnownIdentifier jan = new KnownIdentifier(IdentifierType.PERSON, "Jan Sorensen", "q", null);
    String text =
        replaced(3, List.of(ANNA, jan), "Anna Quispe; QUISPE, ANNA; A. Quispe; Jan Sorensen")
            .texts()
            .getFirst();
    Matcher form =
        Pattern.compile("(\\w+) (\\w+); (\\w+), (\\w+); (\\w)\\. (\\w+); (\\w+) (\\w+)")
            .matcher(text);
    assertTrue(form.matches(), text);
    assertEquals(form.group(2).toUpperCase(java.util.Locale.ROOT), form.group(3));
    assertEquals(form.group(1).toUpperCase(java.util.Locale.ROOT), form.group(4));
    assertEquals(form.group(1).substring(0, 1), form.group(5));
    assertNotEquals(form.group(2), form.group(8));
  }

  @Test
  void intervalsStayAndNoDateDoes() {
    for (int seed = 0; seed < 200; seed++) {
      String text = replaced(seed, List.of(), "From 2021-03-14 to 2021-03-28.").texts().getFirst();
      LocalDate from = LocalDate.parse(text.substring(5, 15));
      assertEquals(from.plusDays(14), LocalDate.parse(text.substring(19, 29)), "seed " + seed);
      assertNotEquals(LocalDate.of(2021, 3, 14), from, "seed " + seed);
    }
  }

  @Test
  void aDateIsWrittenAsTheRealOneWas() {
    String text =
        replaced(1, List.of(), "On 03/14/2021, 14.03.2021 and March 14, 2021 he came.")
            .texts()
            .getFirst();
    Matcher dates =
        Pattern.compile(
                "On (\\d\\d/\\d\\d/\\d{4}), (\\d\\d\\.\\d\\d\\.\\d{4}) and (\\w+ \\d+, \\d{4}) .*")
            .matcher(text);
    assertTrue(dates.matches(), text);
    assertEquals(CalendarDate.parse(dates.group(1)), CalendarDate.parse(dates.group(3)));
  }

  @Test
  void aWordOfTheTextsIsNobodysNewName() {
    String all =
        "Avery, Blake and Casey met Devon; Ashdown, Birchall and Coldwell stayed at home. ";
    for (int seed = 0; seed < 100; seed++) {
      String text = replaced(seed, List.of(ANNA), all + "Anna Quispe left.").texts().getFirst();
      String name = text.substring(text.lastIndexOf(". ") + 2).replace(" left.", "");
      for (String word : name.split(" ")) {
        assertFalse(all.contains(word), "seed " + seed + ": " + name);
      }
    }
  }

  @Test
  void whatIsInventedPassesTheOutboundCheckAndWhatWasRealDoesNot() {
    String text =
        "Dr. Anna Quispe, SSN 123-45-6789, (212) 555-7788, a.quispe@mail.example.org, 10.9.8.7,"
            + " MRN 44812877, seen 2021-03-14 at 12 Maple Street, Springfield, IL 62701.";
    Replaced replaced = replaced(5, List.of(ANNA), text);
    List<String> kept = replaced.kept().stream().map(Deidentified.Kept::text).toList();
    OutboundCheck check = new OutboundCheck(List.of(ANNA), kept);
    assertEquals(Verdict.Clean.class, check.inspect(json(replaced.texts().getFirst())).getClass());
    assertNotEquals(Verdict.Clean.class, check.inspect(json(text)).getClass());
  }

  private static byte[] json(String text) {
    return ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
  }

  private static Replaced replaced(int seed, List<KnownIdentifier> known, String text) {
    return (Replaced)
        new Deidentifier(Clock.systemUTC(), new Random(seed))
            .apply(
                Mode.SURROGATES,
                List.of(text),
                List.of(Detector.ofRules().find(text, known)),
                known,
                new PassingTokens(),
                new IndexKey(new byte[32], "t/c"));
  }
}
