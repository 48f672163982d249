package dev.postern.deid.pseudonym;

import dev.postern.deid.IdentifierType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of texts that were to be de-identified. */
public sealed interface Deidentified {

  /**
   * The texts, in the order given, with identifiers taken out.
   *
   * @param tokens every reversible token these texts hold; empty where the mode is irreversible
   * @param counts what was replaced, by type
   * @param kept surface forms the mode left in on purpose; they are listed to the outbound check
   *     and recorded by type
   */
  record Replaced(
      List<String> texts,
      List<StoredToken> tokens,
      Map<IdentifierType, Integer> counts,
      List<Kept> kept)
      implements Deidentified {

    public Replaced {
      texts = List.copyOf(texts);
      tokens = List.copyOf(tokens);
      counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
      kept = List.copyOf(kept);
    }

    /** Without texts. */
    @Override
    public String toString() {
      return "Replaced[" + texts.size() + " texts, " + counts + "]";
    }
  }

  /** An identifier that stays. */
  record Kept(IdentifierType type, String text) {

    /** Without the text. */
    @Override
    public String toString() {
      return "Kept[" + type + "]";
    }
  }
}
