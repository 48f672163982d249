package dev.postern.parser;

import java.util.Set;

/** The blocks of a document inside another: under a heading of its own, without pages. */
final class NestedBlocks implements BlockSink {

  private final String name;
  private final BlockSink outer;
  private boolean named;

  NestedBlocks(String name, BlockSink outer) {
    this.name = name;
    this.outer = outer;
  }

  @Override
  public void title(String text) {}

  @Override
  public void page(int number) {}

  @Override
  public void heading(int level, String text) {
    name();
    outer.heading(level + 1, text);
  }

  @Override
  public void paragraph(String text) {
    if (!text.isBlank()) {
      name();
      outer.paragraph(text);
    }
  }

  @Override
  public void tableRow(String text) {
    name();
    outer.tableRow(text);
  }

  @Override
  public int subject(Subject subject) {
    return outer.subject(subject);
  }

  @Override
  public void concerns(Set<Integer> subjects) {
    outer.concerns(subjects);
  }

  @Override
  public void note(Note note) {
    outer.note(note);
  }

  private void name() {
    if (!named && !name.isBlank()) {
      outer.heading(1, name);
    }
    named = true;
  }
}
