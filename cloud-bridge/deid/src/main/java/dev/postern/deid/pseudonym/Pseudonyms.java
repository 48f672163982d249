package dev.postern.deid.pseudonym;

import dev.postern.deid.Findings;
import dev.postern.deid.IdentifierType;
import dev.postern.deid.KnownIdentifier;
import dev.postern.deid.Span;
import dev.postern.deid.pseudonym.Deidentified.Replaced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * Reversible pseudonyms: {@code [PERSON_1]} by ordinal. All forms of one person become the same
 * token, and restoring puts back the fullest form known of that person (of other types the form
 * seen first), so that the answer names people as the record does. Titles stay outside, so {@code
 * Mrs. [PERSON_1]} keeps its sense. What already looks like a token in a text gets one of its own,
 * so that nobody can smuggle in another's.
 */
final class Pseudonyms {

  private final TokenStore store;
  private final IndexKey key;
  private final Collection<KnownIdentifier> known;
  private final Map<String, StoredToken> allocated = new LinkedHashMap<>();
  private final Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);

  Pseudonyms(TokenStore store, IndexKey key, Collection<KnownIdentifier> known) {
    this.store = store;
    this.key = key;
    this.known = known;
  }

  Replaced replace(List<String> texts, List<Findings> findings) {
    List<List<Piece>> cut = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      List<Piece> pieces = Piece.cut(texts.get(i), findings.get(i).spans());
      for (Piece piece : pieces) {
        if (piece.span() != null && piece.span().type() == IdentifierType.PERSON) {
          names.add(piece.text());
        }
      }
      cut.add(pieces);
    }
    Entities entities = new Entities(known, store.tokens());
    entities.discover(names);
    List<String> replaced = new ArrayList<>();
    for (List<Piece> pieces : cut) {
      replaced.add(replace(pieces, entities));
    }
    return new Replaced(replaced, List.copyOf(allocated.values()), counts, List.of());
  }

  private String replace(List<Piece> pieces, Entities entities) {
    StringBuilder out = new StringBuilder();
    for (Piece piece : pieces) {
      Span span = piece.span();
      if (span == null) {
        escape(piece.text(), entities, out);
      } else {
        out.append(token(span.type(), piece.text(), entities));
      }
    }
    return out.toString();
  }

  private void escape(String text, Entities entities, StringBuilder out) {
    Matcher matcher = Token.LOOKS_LIKE_ONE.matcher(text);
    while (matcher.find()) {
      matcher.appendReplacement(
          out, Matcher.quoteReplacement(token(IdentifierType.OTHER_ID, matcher.group(), entities)));
    }
    matcher.appendTail(out);
  }

  private String token(IdentifierType type, String surface, Entities entities) {
    counts.merge(type, 1, Integer::sum);
    String index = key.of(type, entities.canonical(type, surface));
    return allocated
        .computeIfAbsent(
            index,
            missing -> {
              String value = entities.fullest(type, surface);
              return store.allocate(
                  type, missing, value.equals(surface) ? List.of(value) : List.of(value, surface));
            })
        .token()
        .text();
  }
}
