package dev.postern.deid.outbound;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.deid.Detector;
import dev.postern.deid.Findings;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.pseudonym.Deidentified;
import dev.postern.deid.pseudonym.Deidentifier;
import dev.postern.deid.pseudonym.IndexKey;
import dev.postern.deid.pseudonym.MemoryTokenStore;
import dev.postern.deid.pseudonym.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts from elsewhere that lie beside the repository; skipped where they do not. */
class SharedTextTest {

  private static final Path DATA = Path.of("..", "..", "..", "shared", "data");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Detector detector = Detector.ofRules();

  @Test
  void cliniciansQuestionsAreCleanOnceReplaced() throws IOException {
    Path file = DATA.resolve("deid").resolve("asq_phi_first300.txt");
    assumeTrue(Files.exists(file), "no shared questions beside the repository");
    for (String part : Files.readString(file).split("===QUERY===")) {
      assertCleanOnceReplaced(part.split("===PHI_TAGS===")[0].strip());
    }
  }

  @Test
  void publicMedicalPagesKeepTheirWords() throws IOException {
    Path folder = DATA.resolve("medquad");
    assumeTrue(Files.isDirectory(folder), "no shared pages beside the repository");
    int words = 0;
    int touched = 0;
    for (String answer : answers(folder)) {
      Findings findings = assertCleanOnceReplaced(answer);
      words += Math.toIntExact(WORD.matcher(answer).results().count());
      touched +=
          findings.spans().stream()
              .mapToInt(
                  span ->
                      WORD.matcher(
                              answer.substring(
                                  answer.offsetByCodePoints(0, span.start()),
                                  answer.offsetByCodePoints(0, span.end())))
                          .results()
                          .mapToInt(word -> 1)
                          .sum())
              .sum();
    }
    assertTrue(touched < words / 500, touched + " of " + words + " words touched");
  }

  private static List<String> answers(Path folder) throws IOException {
    List<String> answers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(path -> path.toString().endsWith(".xml")).sorted().limit(150).toList()) {
        Pattern.compile("<Answer>(.*?)</Answer>", Pattern.DOTALL)
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult match) -> match.group(1))
            .forEach(answers::add);
      }
    }
    return answers;
  }

  private Findings assertCleanOnceReplaced(String text) {
    Findings findings = detector.find(text, List.of());
    Deidentified done =
        new Deidentifier(Clock.systemUTC(), new Random(1))
            .apply(
                Mode.PSEUDONYMS,
                List.of(text),
                List.of(findings),
                List.of(),
                new MemoryTokenStore(),
                new IndexKey(new byte[32], "c"));
    String replaced = assertInstanceOf(Deidentified.Replaced.class, done).texts().getFirst();
    List<KnownIdentifier> values = findings.values(text);
    Verdict verdict =
        new OutboundCheck(values, List.of())
            .inspect(OutboundCheckTest.body(replaced).getBytes(StandardCharsets.UTF_8));
    assertInstanceOf(Verdict.Clean.class, verdict, () -> verdict + " in " + replaced);
    return findings;
  }
}
