package dev.postern.indexer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The headings above the place at which the cutter is. */
final class HeadingPath {

  private static final String ABOVE = " > ";

  private record Entered(Structure.Placed heading, boolean used) {}

  private final String title;
  private final int maxCharacters;
  private final List<Entered> headings = new ArrayList<>();

  HeadingPath(String title, int maxCharacters) {
    this.title = title;
    this.maxCharacters = maxCharacters;
  }

  void enter(Structure.Placed heading) {
    leave(heading.block().level());
    headings.replaceAll(e -> new Entered(e.heading(), true));
    headings.add(new Entered(heading, false));
  }

  /** There is text below the innermost heading. */
  void hasBody() {
    if (!headings.isEmpty()) {
      headings.add(new Entered(headings.removeLast().heading(), true));
    }
  }

  /** The innermost heading, if it ends here (a heading of this level follows) and held nothing. */
  Optional<Structure.Placed> withoutBody(int nextLevel) {
    if (headings.isEmpty() || headings.getLast().used()) {
      return Optional.empty();
    }
    Structure.Placed last = headings.getLast().heading();
    if (nextLevel > last.block().level()) {
      return Optional.empty();
    }
    headings.removeLast();
    return Optional.of(last);
  }

  String section() {
    List<String> lines = headings.stream().map(e -> line(e.heading())).toList();
    return shortened(String.join(ABOVE, lines));
  }

  String context() {
    List<String> lines = new ArrayList<>();
    if (!title.isBlank()) {
      lines.add(title);
    }
    for (Entered entered : headings) {
      String line = line(entered.heading());
      if (lines.isEmpty() || !lines.getLast().equals(line)) {
        lines.add(line);
      }
    }
    return shortened(String.join(ABOVE, lines));
  }

  private void leave(int level) {
    while (!headings.isEmpty() && headings.getLast().heading().block().level() >= level) {
      headings.removeLast();
    }
  }

  private static String line(Structure.Placed heading) {
    return heading.block().text().replace('\n', ' ');
  }

  private String shortened(String path) {
    return path.codePointCount(0, path.length()) <= maxCharacters
        ? path
        : path.substring(0, path.offsetByCodePoints(0, maxCharacters));
  }
}
