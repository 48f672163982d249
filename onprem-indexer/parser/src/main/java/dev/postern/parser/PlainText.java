package dev.postern.parser;

import java.io.BufferedReader;
import java.io.IOException;

/** Paragraphs are divided by blank lines or form feeds; the first short one is the title. */
final class PlainText {

  private static final int TITLE_CHARACTERS = 120;

  private PlainText() {}

  static void read(BufferedReader text, BlockSink blocks) throws IOException {
    StringBuilder paragraph = new StringBuilder();
    boolean first = true;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      if (!line.isBlank()) {
        paragraph.append(line).append('\n');
      }
      boolean full = paragraph.length() > FrameWriter.MAX_BLOCK_CHARACTERS;
      if ((line.isBlank() || full) && !paragraph.isEmpty()) {
        write(paragraph.toString().strip(), first, blocks);
        first = false;
        paragraph.setLength(0);
      }
    }
    if (!paragraph.isEmpty()) {
      write(paragraph.toString().strip(), false, blocks);
    }
  }

  private static void write(String paragraph, boolean first, BlockSink blocks) {
    if (first && paragraph.length() <= TITLE_CHARACTERS && paragraph.indexOf('\n') < 0) {
      blocks.title(paragraph);
      blocks.heading(1, paragraph);
    } else {
      blocks.paragraph(paragraph);
    }
  }
}
