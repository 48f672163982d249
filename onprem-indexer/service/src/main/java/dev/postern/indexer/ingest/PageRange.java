package dev.postern.indexer.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Pages of a document, both ends included, counted from 1; of a document without pages the parts
 * into which its text was divided.
 *
 * @param last below {@code first}: none, only how many there are is wanted
 */
public record PageRange(int first, int last) {

  /** All of a document, with or without pages. */
  public static final PageRange ALL = new PageRange(0, 0);

  /** Asks for nothing but the number of pages. */
  public static final PageRange NONE = new PageRange(1, 0);

  public PageRange {
    if (first < 0 || last < 0) {
      throw new IllegalArgumentException("pages count from 1");
    }
  }

  /** The whole of a document in ranges of that many pages. */
  public static List<PageRange> slices(int pages, int perSlice) {
    List<PageRange> slices = new ArrayList<>();
    for (int first = 1; first <= pages; first += perSlice) {
      slices.add(new PageRange(first, Math.min(pages, first + perSlice - 1)));
    }
    return slices;
  }

  /** How many pages; 0 for a document without pages. */
  public int length() {
    return first == 0 ? 0 : last - first + 1;
  }

  /**
   * Smaller ranges, of which one holds what could not be read.
   *
   * @param page at which reading ended, if that is known and inside; else the range is halved
   */
  public List<PageRange> split(int page) {
    List<PageRange> parts = new ArrayList<>();
    if (page >= first && page <= last) {
      add(parts, first, page - 1);
      add(parts, page, page);
      add(parts, page + 1, last);
    } else {
      int middle = (first + last) / 2;
      add(parts, first, middle);
      add(parts, middle + 1, last);
    }
    return parts;
  }

  private static void add(List<PageRange> parts, int first, int last) {
    if (first <= last) {
      parts.add(new PageRange(first, last));
    }
  }
}
