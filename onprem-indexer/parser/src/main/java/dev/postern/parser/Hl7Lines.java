package dev.postern.parser;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * The segments of a file. They end with a carriage return; files from elsewhere have line feeds,
 * and some are wrapped in the frame of MLLP.
 */
final class Hl7Lines {

  private final BufferedReader text;
  private final int longest;
  private String segment = "";
  private int line;

  Hl7Lines(BufferedReader text, int longest) {
    this.text = text;
    this.longest = longest;
  }

  /** On to the next segment that is not blank; false at the end. */
  boolean next() throws IOException {
    while (true) {
      StringBuilder read = new StringBuilder();
      int c = text.read();
      for (; c >= 0 && c != '\r' && c != '\n'; c = text.read()) {
        if (c != 0x0B && c != 0x1C && c != 0xFEFF) {
          read.append((char) c);
        }
        if (read.length() > longest) {
          throw new Malformed(line + 1, "segment");
        }
      }
      if (c == '\r') {
        text.mark(1);
        if (text.read() != '\n') {
          text.reset();
        }
      }
      line++;
      if (!read.toString().isBlank()) {
        segment = read.toString().strip();
        return true;
      }
      if (c < 0) {
        return false;
      }
    }
  }

  String segment() {
    return segment;
  }

  /** Counted from 1. */
  int line() {
    return line;
  }
}
