package dev.postern.parser;

/** Where a format reader puts what it finds, in document order. */
interface BlockSink {

  /** The document's own title; the first one given stands. */
  void title(String text);

  /** Everything that follows belongs to this page, counted from 1. */
  void page(int number);

  /**
   * @param level 1 is the outermost
   */
  void heading(int level, String text);

  void paragraph(String text);

  /** One table row, its cells joined by {@code " | "}. */
  void tableRow(String text);
}
