package dev.postern.deid.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.postern.deid.model.WordPieces.Pieces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class WordPiecesTest {

  private final WordPieces pieces = new WordPieces(new Artefact().lines(Artefact.VOCABULARY));

  @Test
  void aTextIsReadInThePiecesAndShapesThatTheModelLearned() throws IOException {
    List<String> golden;
    try (InputStream in = WordPiecesTest.class.getResourceAsStream("word-pieces.txt")) {
      golden =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
    }
    for (int i = 0; i < golden.size(); i += 4) {
      String text = unescaped(golden.get(i));
      Pieces read = pieces.of(text);
      StringJoiner ids = new StringJoiner(" ");
      StringJoiner shapes = new StringJoiner(" ");
      StringJoiner ranges = new StringJoiner(" ");
      for (int piece = 0; piece < read.count; piece++) {
        ids.add("" + read.ids[piece]);
        shapes.add("" + read.shapes[piece]);
        ranges.add(
            text.codePointCount(0, read.starts[piece])
                + "-"
                + text.codePointCount(0, read.ends[piece]));
      }
      assertEquals(golden.get(i + 1), ids.toString(), golden.get(i));
      assertEquals(golden.get(i + 2), shapes.toString(), golden.get(i));
      assertEquals(golden.get(i + 3), ranges.toString(), golden.get(i));
    }
  }

  /** A JSON string of ASCII. */
  private static String unescaped(String json) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      c = json.charAt(++i);
      switch (c) {
        case 'u' -> {
          text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
          i += 4;
        }
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
