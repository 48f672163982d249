package dev.postern.deid.pseudonym;

import dev.postern.deid.KnownIdentifier;
import java.util.List;

/**
 * A token with what it stands for.
 *
 * @param values forms of the one entity, at least one; the first is what restoring puts back
 */
public record StoredToken(Token token, List<String> values) {

  public StoredToken {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a token stands for something");
    }
  }

  /** What restoring puts back. */
  public String value() {
    return values.getFirst();
  }

  /**
   * Its values as known identifiers of one person: for detector and outbound check, on every later
   * turn.
   */
  public List<KnownIdentifier> known() {
    return values.stream()
        .map(value -> new KnownIdentifier(token.type(), value, token.text(), null))
        .toList();
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "StoredToken[" + token.text() + "]";
  }
}
