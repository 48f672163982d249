package dev.postern.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes a title into the span of the name after it: who redacts by spans leaves no "Dr." behind
 * that tells a doctor from a patient. Pseudonyms put it before the token again.
 */
public final class Titles {

  private static final Set<String> TITLES =
      Set.of("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "sir", "madam", "rev");

  private Titles() {}

  static List<Span> taken(List<Span> spans, Tokens tokens) {
    List<Span> out = new ArrayList<>();
    int free = 0;
    for (Span span : spans) {
      boolean named =
          span.type() == IdentifierType.PERSON || span.type() == IdentifierType.ORGANISATION;
      int start = named ? start(span, tokens, free) : span.start();
      out.add(new Span(start, span.end(), span.type(), span.score(), span.layer()));
      free = span.end();
    }
    return out;
  }

  private static int start(Span span, Tokens tokens, int free) {
    int start = span.start();
    int token = tokens.at(tokens.normal.charAt(start)) - 1;
    while (token >= 0 && TITLES.contains(tokens.folded(token)) && near(tokens.gap(token))) {
      int from = tokens.normal.start(tokens.start(token));
      if (from < free) {
        break;
      }
      start = from;
      token--;
    }
    return start;
  }

  /** Where the name begins in a stretch with titles before it: chars from the start. */
  public static int length(String value) {
    Tokens tokens = Tokens.of(value);
    int token = 0;
    while (token + 1 < tokens.count()
        && TITLES.contains(tokens.folded(token))
        && near(tokens.gap(token))) {
      token++;
    }
    int codePoints = token == 0 ? 0 : tokens.normal.start(tokens.start(token));
    return value.offsetByCodePoints(0, codePoints);
  }

  private static boolean near(String gap) {
    return gap.equals(" ") || gap.equals(". ") || gap.equals(".");
  }
}
