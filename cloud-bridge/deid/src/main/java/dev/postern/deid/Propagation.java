package dev.postern.deid;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found somewhere is an identifier everywhere in the texts that leave together: a name in
 * all its forms, a number in all its notations. Dates are not carried on: their notations are found
 * by pattern.
 */
final class Propagation {

  private final Map<String, KnownIdentifier> values = new HashMap<>();

  void add(String text, List<Span> spans) {
    int codePoint = 0;
    int index = 0;
    for (Span span : spans) {
      index = text.offsetByCodePoints(index, span.start() - codePoint);
      int end = text.offsetByCodePoints(index, span.end() - span.start());
      String value = text.substring(index, end);
      if (!span.uncertain()
          && span.type() != IdentifierType.DATE
          && span.type() != IdentifierType.AGE
          && !value.isBlank()) {
        values.putIfAbsent(span.type() + value, new KnownIdentifier(span.type(), value, "", null));
      }
      index = end;
      codePoint = span.end();
    }
  }

  KnownForms forms() {
    return new KnownForms(values.values());
  }
}
