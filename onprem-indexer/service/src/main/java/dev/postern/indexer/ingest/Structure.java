package dev.postern.indexer.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A parsed document: its title and its blocks, placed in the one text that is stored. Offsets are
 * code points.
 *
 * @param title as the document gives it; empty where it gives none
 */
public record Structure(String title, String text, List<Placed> blocks) {

  private static final String BETWEEN = "\n\n";

  /**
   * A block and where it starts in the stored text.
   *
   * @param start code points from the start of the text
   */
  public record Placed(Block block, int start) {}

  public Structure {
    blocks = List.copyOf(blocks);
  }

  /** Joins the blocks by blank lines. */
  public static Structure of(String title, List<Block> blocks) {
    StringBuilder text = new StringBuilder();
    List<Placed> placed = new ArrayList<>(blocks.size());
    int at = 0;
    for (Block block : blocks) {
      if (!text.isEmpty()) {
        text.append(BETWEEN);
        at += BETWEEN.length();
      }
      placed.add(new Placed(block, at));
      text.append(block.text());
      at += block.text().codePointCount(0, block.text().length());
    }
    return new Structure(title, text.toString(), placed);
  }

  /** UTF-8 bytes of the text. */
  int bytes() {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The blocks in parts of no more bytes than that, or of one block; the same each time. A section
   * that goes on in the next part is a new one there.
   */
  List<Structure> divided(int maxBytes) {
    List<Structure> parts = new ArrayList<>();
    List<Block> part = new ArrayList<>();
    int bytes = 0;
    for (Placed placed : blocks) {
      int more = placed.block().text().getBytes(StandardCharsets.UTF_8).length;
      if (!part.isEmpty() && bytes + BETWEEN.length() + more > maxBytes) {
        parts.add(of(title, part));
        part.clear();
        bytes = 0;
      }
      bytes += part.isEmpty() ? more : BETWEEN.length() + more;
      part.add(placed.block());
    }
    parts.add(of(title, part));
    return parts;
  }

  @Override
  public String toString() {
    return "Structure[" + blocks.size() + " blocks, " + text.length() + " characters]";
  }
}
