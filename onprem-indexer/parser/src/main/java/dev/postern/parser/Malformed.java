package dev.postern.parser;

import java.io.IOException;

/** A clinical document that breaks its format's rules; says where, never what stands there. */
final class Malformed extends IOException {
  private static final long serialVersionUID = 1L;

  private final String where;

  /**
   * @param line counted from 1
   * @param path such as {@code OBR-4} or {@code Bundle.entry}; our own words, nothing of the
   *     document
   */
  Malformed(long line, String path) {
    super("line " + line + " " + path);
    this.where = "line:" + line + " " + path;
  }

  String where() {
    return where;
  }
}
