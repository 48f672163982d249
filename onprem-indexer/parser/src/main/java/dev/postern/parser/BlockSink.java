package dev.postern.parser;

import java.util.Set;

/** Where a format reader puts what it finds, in document order. */
interface BlockSink {

  /** What of a document was left unread although the rest of it was read. */
  enum Note {
    /** An attachment or archive entry that cannot be read. */
    ATTACHMENT_UNREAD,
    /** An attachment or archive entry of a kind that is not read. */
    ATTACHMENT_UNKNOWN,
    /** An attachment or archive entry that needs a password. */
    ATTACHMENT_ENCRYPTED,
    /** A page that is a picture, where no text recognition is installed or it failed. */
    PAGE_WITHOUT_TEXT
  }

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

  /** A patient whom the document tells of; the numbers count from 0 in the order of arrival. */
  int subject(Subject subject);

  /** Everything that follows concerns these patients; none: all of the document's. */
  void concerns(Set<Integer> subjects);

  void note(Note note);
}
