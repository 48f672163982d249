package dev.postern.indexer.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.postern.indexer.ingest.Block.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkCutterTest {

  /** One token per word, as simple as a tokenizer can be. */
  private static final TokenMeter WORDS =
      text -> {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= text.length(); i++) {
          boolean word = !Character.isWhitespace(text.charAt(i - 1));
          if (word && (i == text.length() || Character.isWhitespace(text.charAt(i)))) {
            ends.add(i);
          }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
      };

  private final ChunkCutter cutter = new ChunkCutter(WORDS, 32);

  @Test
  void aShortDocumentIsOneChunkUnderItsHeading() {
    Structure document =
        Structure.of("Marfan syndrome", List.of(heading(1, "Treatment"), text("Beta blockers.")));
    List<Chunk> chunks = cutter.cut(document);
    assertEquals(1, chunks.size());
    assertEquals("Treatment", chunks.getFirst().section());
    assertEquals("Beta blockers.", chunks.getFirst().text());
    assertEquals("Marfan syndrome > Treatment\nBeta blockers.", chunks.getFirst().embedded());
  }

  @Test
  void noChunkCrossesAHeadingOrAPage() {
    Structure document =
        Structure.of(
            "",
            List.of(
                new Block(Kind.PARAGRAPH, 0, 1, "One."),
                new Block(Kind.PARAGRAPH, 0, 2, "Two."),
                new Block(Kind.HEADING, 1, 2, "Dose"),
                new Block(Kind.PARAGRAPH, 0, 2, "Three.")));
    assertEquals(
        List.of("One.", "Two.", "Three."), cutter.cut(document).stream().map(Chunk::text).toList());
    assertEquals(List.of(1, 2, 2), cutter.cut(document).stream().map(Chunk::page).toList());
  }

  @Test
  void aHeadingAboveNothingIsFoundItself() {
    Structure document =
        Structure.of("", List.of(heading(1, "A"), heading(2, "B"), heading(1, "C")));
    assertEquals(
        List.of("B", "C"), cutter.cut(document).stream().map(Chunk::text).toList(), "A holds B");
  }

  @Test
  void offsetsAreCodePointsBehindAnEmoji() {
    Structure document = Structure.of("", List.of(text("😀 first."), text("Second 😀😀.")));
    Chunk chunk = cutter.cut(document).getFirst();
    assertEquals(0, chunk.start());
    assertEquals(8 + 2 + 10, chunk.end());
    assertEquals(document.text(), chunk.text());
  }

  @Test
  void everyCharacterIsInExactlyOneChunkAndNoChunkIsTooLarge() {
    for (long seed = 0; seed < 400; seed++) {
      Structure document = random(new Random(seed));
      List<Chunk> chunks = cutter.cut(document);
      int[] text = document.text().codePoints().toArray();
      int[] covered = new int[text.length];
      int before = 0;
      for (Chunk chunk : chunks) {
        assertTrue(chunk.start() >= before, "seed " + seed + ": chunks in order");
        before = chunk.end();
        assertEquals(
            chunk.text(),
            new String(text, chunk.start(), chunk.end() - chunk.start()),
            "seed " + seed + ": byte-exact");
        assertTrue(WORDS.count(chunk.embedded()) + 2 <= 32, "seed " + seed + ": fits the model");
        IntStream.range(chunk.start(), chunk.end()).forEach(i -> covered[i]++);
      }
      for (Structure.Placed placed : document.blocks()) {
        int length = placed.block().text().codePointCount(0, placed.block().text().length());
        for (int i = placed.start(); i < placed.start() + length; i++) {
          boolean must = placed.block().kind() != Kind.HEADING && !Character.isWhitespace(text[i]);
          assertTrue(!must || covered[i] == 1, "seed " + seed + ": code point " + i);
        }
      }
    }
  }

  private static Structure random(Random random) {
    List<Block> blocks = new ArrayList<>();
    int page = random.nextInt(2);
    for (int i = random.nextInt(12); i >= 0; i--) {
      page += page > 0 && random.nextInt(4) == 0 ? 1 : 0;
      Kind kind = Kind.values()[random.nextInt(3)];
      int level = kind == Kind.HEADING ? 1 + random.nextInt(3) : 0;
      int words = kind == Kind.HEADING ? 1 + random.nextInt(12) : 1 + random.nextInt(90);
      blocks.add(new Block(kind, level, page, words(random, words)));
    }
    return Structure.of(random.nextBoolean() ? words(random, 1 + random.nextInt(20)) : "", blocks);
  }

  private static String words(Random random, int count) {
    String[] vocabulary = {"dose", "5", "mg.", "😀", "Why?", "naïve", "x".repeat(700), "e\u0301"};
    String[] gaps = {" ", "  ", "\n", "\t", " \n "};
    StringBuilder text = new StringBuilder(vocabulary[random.nextInt(vocabulary.length)]);
    for (int i = 1; i < count; i++) {
      text.append(gaps[random.nextInt(gaps.length)]);
      text.append(vocabulary[random.nextInt(vocabulary.length)]);
    }
    return text.toString();
  }

  private static Block heading(int level, String text) {
    return new Block(Kind.HEADING, level, 0, text);
  }

  private static Block text(String text) {
    return new Block(Kind.PARAGRAPH, 0, 0, text);
  }
}
