package dev.postern.deid.model;

import dev.postern.deid.model.WordPieces.Pieces;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the pieces of a text into windows that the model reads one by one: whole sentences as many
 * as fit; a sentence that fits into none is read in windows that overlap, and of what was read
 * twice the reading with more around it counts.
 */
final class Windows {

  /** Pieces in a window without the two marks around it; the model learned from windows as long. */
  static final int LONGEST = 94;

  private static final int OVERLAP = 24;

  private Windows() {}

  /**
   * One window.
   *
   * @param start first piece read, {@code end} the one after the last
   * @param from first piece whose reading counts, {@code to} the one after the last
   */
  record Window(int start, int end, int from, int to) {}

  static List<Window> of(String text, Pieces pieces) {
    List<Window> windows = new ArrayList<>();
    int start = 0;
    while (start < pieces.count) {
      int end = Math.min(pieces.count, start + LONGEST);
      int stop = end == pieces.count ? end : lastBreak(text, pieces, start, end);
      if (stop > start) {
        windows.add(new Window(start, stop, start, stop));
        start = stop;
      } else {
        start = overlapping(text, pieces, start, windows);
      }
    }
    return windows;
  }

  /** From a piece on to the end of its sentence; gives the piece after it. */
  private static int overlapping(String text, Pieces pieces, int first, List<Window> windows) {
    int stop = first + 1;
    while (stop < pieces.count && !breaks(text, pieces, stop)) {
      stop++;
    }
    int from = first;
    for (int start = first; from < stop; start += LONGEST - OVERLAP) {
      int end = Math.min(stop, start + LONGEST);
      int to = end == stop ? stop : end - OVERLAP / 2;
      windows.add(new Window(start, end, from, to));
      from = to;
    }
    return stop;
  }

  private static int lastBreak(String text, Pieces pieces, int start, int end) {
    for (int piece = end; piece > start + 1; piece--) {
      if (breaks(text, pieces, piece)) {
        return piece;
      }
    }
    return -1;
  }

  /** Whether a sentence or line ends before this piece. */
  private static boolean breaks(String text, Pieces pieces, int piece) {
    int end = pieces.ends[piece - 1];
    int start = pieces.starts[piece];
    if (start == end) {
      return false;
    }
    char last = text.charAt(end - 1);
    boolean sentence = (last == '.' || last == '?' || last == '!') && !initial(text, end);
    return sentence || text.substring(end, start).indexOf('\n') >= 0;
  }

  /** "J." and "Dr." end no sentence. */
  private static boolean initial(String text, int end) {
    int start = end - 1;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    int letters = end - 1 - start;
    return letters == 1 || letters > 1 && letters < 4 && Character.isUpperCase(text.charAt(start));
  }
}
