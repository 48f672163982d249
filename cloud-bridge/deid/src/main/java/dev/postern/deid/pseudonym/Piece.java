package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import dev.postern.deid.Span;
import dev.postern.deid.Titles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a text: plain, or what a span covers; of a name's span the title is plain. Pieces in
 * order make up the text.
 */
record Piece(String text, @Nullable Span span) {

  static List<Piece> cut(String text, List<Span> spans) {
    List<Piece> pieces = new ArrayList<>();
    int codePoint = 0;
    int index = 0;
    for (Span span : spans) {
      if (span.uncertain()) {
        continue;
      }
      int start = text.offsetByCodePoints(index, span.start() - codePoint);
      int end = text.offsetByCodePoints(start, span.end() - span.start());
      if (span.type() == IdentifierType.PERSON) {
        start += Titles.length(text.substring(start, end));
      }
      if (start > index) {
        pieces.add(new Piece(text.substring(index, start), null));
      }
      pieces.add(new Piece(text.substring(start, end), span));
      index = end;
      codePoint = span.end();
    }
    if (index < text.length()) {
      pieces.add(new Piece(text.substring(index), null));
    }
    return pieces;
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Piece[" + text.length() + " chars]";
  }
}
