package dev.postern.deid;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One family of patterns. Every expression is bounded and tried only where an anchor stands (a
 * digit, a word, an at sign), so that time grows with the text alone.
 */
interface Rules {

  /** Marks what the family recognises. */
  void find(Tokens tokens, Marks marks);

  /** The expressions, for the digest. */
  List<Pattern> patterns();
}
