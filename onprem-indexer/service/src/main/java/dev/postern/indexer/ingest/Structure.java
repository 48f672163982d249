package dev.postern.indexer.ingest;

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

  @Override
  public String toString() {
    return "Structure[" + blocks.size() + " blocks, " + text.length() + " characters]";
  }
}
