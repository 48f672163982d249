package dev.postern.audit.export;

import java.util.List;

/**
 * A format that tells each entry in lines of its own. Pure: the same entry gives the same lines.
 */
public interface LineFormat {
  /** What stands before the first entry; empty for none. */
  String header();

  /** The lines for one entry, each with its end. */
  List<String> lines(Exported exported);
}
