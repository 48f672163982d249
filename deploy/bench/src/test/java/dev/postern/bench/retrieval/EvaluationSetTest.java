package dev.postern.bench.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.bench.retrieval.MedQuad.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EvaluationSetTest {

  @Test
  void noParaphraseHasAWordOfItsPagesTitle() throws IOException {
    for (String line : RetrievalQualityBench.lines("paraphrases.tsv")) {
      String[] parts = line.split("\t", -1);
      assertEquals(2, parts.length, line);
      Set<String> title = words(parts[0]);
      assertFalse(title.isEmpty());
      words(parts[1]).forEach(word -> assertFalse(title.contains(word), line));
    }
  }

  @Test
  void theQuestionsOfAPageAreNotAmongWhatIsIndexed() throws IOException {
    List<Page> pages = MedQuad.read(Path.of("../demo/documents/nih"));
    assertTrue(pages.size() > 10);
    for (Page page : pages) {
      String indexed = page.structure().text();
      assertFalse(page.questions().isEmpty());
      page.questions().forEach(question -> assertFalse(indexed.contains(question), page.name()));
    }
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1))
        .filter(word -> word.length() > 2 && !Set.of("and", "with").contains(word))
        .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
        .collect(Collectors.toSet());
  }
}
