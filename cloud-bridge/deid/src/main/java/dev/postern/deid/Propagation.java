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
    for (KnownIdentifier found : Findings.values(text, spans)) {
      if (found.type() != IdentifierType.DATE && found.type() != IdentifierType.AGE) {
        values.putIfAbsent(found.type() + found.value(), found);
      }
    }
  }

  KnownForms forms() {
    return new KnownForms(values.values());
  }
}
