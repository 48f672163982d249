package dev.postern.indexer.ingest;

/**
 * One block of a parsed document.
 *
 * @param level of a heading, 1 outermost; else 0
 * @param page counted from 1; 0 where the format has no pages
 */
public record Block(Kind kind, int level, int page, String text) {

  /** What a block is. */
  public enum Kind {
    HEADING,
    PARAGRAPH,
    TABLE_ROW
  }

  public Block {
    if (level < 0 || page < 0 || text.isBlank()) {
      throw new IllegalArgumentException("a block has a level, a page and text");
    }
  }

  @Override
  public String toString() {
    return "Block[" + kind + ", level=" + level + ", page=" + page + "]";
  }
}
